// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.kueue;

import java.util.Optional;

/** The sentences that describe a waiting Job in the status of an AdaptationJob. */
record QueueMessage(
    String job, String queue, PendingReason reason, Optional<PendingWorkloads.Item> position) {

  /** The position comes first, because the status shortens long messages. */
  @Override
  public String toString() {
    return "Job %s waits in queue %s%s. %s: %s"
        .formatted(job, queue, place(), reason.reason(), reason.message());
  }

  private String place() {
    return position
        .map(
            item ->
                ", number %d there and number %d in the ClusterQueue"
                    .formatted(item.positionInLocalQueue() + 1, item.positionInClusterQueue() + 1))
        .orElse("");
  }
}
