// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.Map;
import java.util.Objects;

/**
 * Updates after which a job is reconciled: of the spec, of the annotations, which approve a model
 * or ask for a plan, and the deletion. Writes of the status are the operator's own.
 */
public final class RelevantUpdates implements OnUpdateFilter<AdaptationJob> {
  @Override
  public boolean accept(AdaptationJob updated, AdaptationJob known) {
    ObjectMeta after = updated.getMetadata();
    ObjectMeta before = known.getMetadata();
    return !Objects.equals(after.getGeneration(), before.getGeneration())
        || !Objects.equals(after.getDeletionTimestamp(), before.getDeletionTimestamp())
        || !annotations(after).equals(annotations(before));
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
  }
}
