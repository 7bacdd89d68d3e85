package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;

/** Owner references, by which the garbage collector deletes objects with their job. */
final class Owners {
  private Owners() {}

  static OwnerReference of(AdaptationJob job) {
    return new OwnerReferenceBuilder()
        .withApiVersion(job.getApiVersion())
        .withKind(job.getKind())
        .withName(job.getMetadata().getName())
        .withUid(job.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
