// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.pentimento.api.v1alpha1.AdaptationJob;
import org.jspecify.annotations.Nullable;

/** Serves one model, identified by its digest, after its evidence was verified. Never trains. */
@Group(AdaptationJob.GROUP)
@Version(AdaptationJob.VERSION)
@Kind(RestorationService.KIND)
@Plural(RestorationService.PLURAL)
@Singular("restorationservice")
@ShortNames("rsvc")
@Categories("pentimento")
public final class RestorationService
    extends CustomResource<RestorationServiceSpec, RestorationServiceStatus> implements Namespaced {
  public static final String KIND = "RestorationService";
  public static final String PLURAL = "restorationservices";

  @Override
  @Required
  public RestorationServiceSpec getSpec() {
    return super.getSpec();
  }

  /** A new object has no spec yet; only a manifest gives one. */
  @Override
  protected @Nullable RestorationServiceSpec initSpec() {
    return null;
  }

  /** A new object has no status; {@link RestorationServiceStatus#empty()} is the first one. */
  @Override
  protected @Nullable RestorationServiceStatus initStatus() {
    return null;
  }
}
