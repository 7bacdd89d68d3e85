// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads and changes the status of pods. */
public final class Pods {
  public static final String DISRUPTED = "DisruptionTarget";
  public static final String READY = "Ready";
  public static final String SCHEDULED = "PodScheduled";

  private Pods() {}

  public static String phase(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getPhase() == null
        ? "Pending"
        : pod.getStatus().getPhase();
  }

  public static boolean hasEnded(Pod pod) {
    return hasSucceeded(pod) || hasFailed(pod);
  }

  public static boolean hasSucceeded(Pod pod) {
    return "Succeeded".equals(phase(pod));
  }

  static boolean hasFailed(Pod pod) {
    return "Failed".equals(phase(pod));
  }

  public static boolean isReady(Pod pod) {
    return is(pod, READY);
  }

  public static boolean is(Pod pod, String condition) {
    return conditions(pod.getStatus()).stream()
        .anyMatch(each -> condition.equals(each.getType()) && "True".equals(each.getStatus()));
  }

  public static boolean isBeingDeleted(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  public static boolean isOwnedBy(HasMetadata object, HasMetadata owner) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
  }

  public static List<PodCondition> conditions(PodStatus status) {
    return status == null ? List.of() : status.getConditions();
  }

  /** The conditions with one of them replaced. */
  public static List<PodCondition> with(
      List<PodCondition> conditions, String type, boolean value, String reason, String message) {
    List<PodCondition> others = new ArrayList<>(conditions);
    others.removeIf(condition -> type.equals(condition.getType()));
    others.add(
        new PodConditionBuilder()
            .withType(type)
            .withStatus(value ? "True" : "False")
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(Instant.now().toString())
            .build());
    return others;
  }
}
