// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

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
import org.jspecify.annotations.Nullable;

/**
 * Adapts one face restoration model to one folder of degraded images, without a clean example of
 * them: pseudo targets from a diffusion prior, fine-tuning, proof on a holdout, serving.
 */
@Group(AdaptationJob.GROUP)
@Version(AdaptationJob.VERSION)
@Kind(AdaptationJob.KIND)
@Plural("adaptationjobs")
@Singular("adaptationjob")
@ShortNames("aj")
@Categories("pentimento")
public final class AdaptationJob extends CustomResource<AdaptationJobSpec, AdaptationJobStatus>
    implements Namespaced {
  public static final String GROUP = "pentimento.io";
  public static final String VERSION = "v1alpha1";
  public static final String KIND = "AdaptationJob";

  /** Annotation with the digest of the model that may be served if promotion is Manual. */
  public static final String APPROVED_DIGEST = GROUP + "/approved-digest";

  /** Annotation that requests a plan instead of work, if it is {@code true}. */
  public static final String DRY_RUN = GROUP + "/dry-run";

  @Override
  @Required
  public AdaptationJobSpec getSpec() {
    return super.getSpec();
  }

  /** A new object has no spec yet; only a manifest gives one. */
  @Override
  protected @Nullable AdaptationJobSpec initSpec() {
    return null;
  }

  /** A new object has no status; {@link AdaptationJobStatus#empty()} is the first one. */
  @Override
  protected @Nullable AdaptationJobStatus initStatus() {
    return null;
  }
}
