// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.kueue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of Kueue's visibility API for a queue ({@code PendingWorkloadsSummary}). */
@JsonIgnoreProperties(ignoreUnknown = true)
record PendingWorkloads(@Nullable List<Item> items) {
  static final PendingWorkloads NONE = new PendingWorkloads(List.of());

  /**
   * @param metadata of the Workload; its owner is the Job
   * @param positionInLocalQueue from 0
   * @param positionInClusterQueue from 0
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Item(ObjectMeta metadata, int positionInLocalQueue, int positionInClusterQueue) {
    private boolean isOf(String jobUid) {
      return metadata.getOwnerReferences().stream()
          .anyMatch(owner -> jobUid.equals(owner.getUid()));
    }
  }

  Optional<Item> of(String jobUid) {
    return items == null
        ? Optional.empty()
        : items.stream().filter(item -> item.isOf(jobUid)).findFirst();
  }
}
