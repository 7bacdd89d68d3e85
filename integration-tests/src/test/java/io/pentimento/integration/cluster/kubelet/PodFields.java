// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fields of the pod in its environment variables. */
final class PodFields {
  private static final Pattern ANNOTATION = Pattern.compile("metadata\\.annotations\\['(.+)']");

  private PodFields() {}

  static String value(Pod pod, ObjectFieldSelector selector) {
    Matcher field = ANNOTATION.matcher(selector.getFieldPath());
    if (!field.matches()) {
      throw new IllegalArgumentException("not simulated: " + selector);
    }
    return pod.getMetadata().getAnnotations().getOrDefault(field.group(1), "");
  }
}
