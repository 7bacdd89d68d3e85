// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import io.pentimento.api.v1alpha1.service.ModelDelivery;
import io.pentimento.api.v1alpha1.service.RestorationService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Detects from the version of the cluster whether it mounts images as volumes. */
final class ImageVolumes {
  private static final Logger LOG = Logger.getLogger(ImageVolumes.class);
  private static final int MAJOR = 1;

  /** The first version in which the feature is on by default. */
  private static final int MINOR = 35;

  /** A provider may append a sign to the number: 35+. */
  private static final Pattern NUMBER = Pattern.compile("(\\d+).*");

  private final KubernetesClient client;
  private volatile @Nullable Boolean supported;

  ImageVolumes(KubernetesClient client) {
    this.client = client;
  }

  /** The version is only read for services that ask for an image volume. */
  boolean areSupportedFor(RestorationService service) {
    return service.getSpec().model().delivery() == ModelDelivery.IMAGE_VOLUME && areSupported();
  }

  private boolean areSupported() {
    Boolean known = supported;
    if (known == null) {
      VersionInfo version = client.getKubernetesVersion();
      known = isSupported(version.getMajor(), version.getMinor());
      supported = known;
      if (!known) {
        LOG.warnf(
            "Kubernetes %s.%s has no image volumes; init containers pull the models",
            version.getMajor(), version.getMinor());
      }
    }
    return known;
  }

  static boolean isSupported(String major, String minor) {
    return number(major) > MAJOR || (number(major) == MAJOR && number(minor) >= MINOR);
  }

  private static int number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
