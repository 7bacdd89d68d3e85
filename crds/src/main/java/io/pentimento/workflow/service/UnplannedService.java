// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.ReconcileFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Statuses of services that cannot be planned. Existing servers stay as they are. */
public final class UnplannedService {
  private UnplannedService() {}

  /** The latest spec is invalid. */
  public static RestorationServiceStatus invalid(
      RestorationService service, InvalidSpec spec, Instant now) {
    RestorationServiceStatus before = before(service);
    ConditionFactory make = ConditionFactory.of(before.conditions(), spec.generation(), now);
    boolean hasServers = before.url() != null;
    String message =
        (hasServers
                ? "The latest spec is invalid; the servers stay as they are: "
                : "The spec is invalid: ")
            + spec.violations();
    List<Condition> changes = new ArrayList<>();
    changes.add(make.isTrue(ConditionTypes.STALLED, InvalidSpec.REASON, message));
    changes.add(make.isFalse(ConditionTypes.RECONCILING, InvalidSpec.REASON, message));
    if (!hasServers) {
      changes.add(make.isFalse(ConditionTypes.READY, InvalidSpec.REASON, message));
    }
    return new RestorationServiceStatus(
        spec.generation(),
        replaced(before.conditions(), changes),
        before.model(),
        before.lastGood(),
        before.rollout(),
        before.canary(),
        before.replicas(),
        before.readyReplicas(),
        before.selector(),
        before.url());
  }

  /**
   * The last attempt to reconcile failed; nothing else is known. A more severe reason of Stalled is
   * kept.
   *
   * @param wasStalledByFailure whether Stalled reports an earlier failure to reconcile
   */
  public static RestorationServiceStatus failed(
      RestorationService service,
      ReconcileFailure failure,
      boolean wasStalledByFailure,
      Instant now) {
    RestorationServiceStatus before = before(service);
    boolean isMoreSevere =
        !wasStalledByFailure
            && before
                .condition(ConditionTypes.STALLED)
                .filter(known -> "True".equals(known.getStatus()))
                .isPresent();
    if (isMoreSevere) {
      return before;
    }
    ConditionFactory make =
        ConditionFactory.of(before.conditions(), service.getMetadata().getGeneration(), now);
    return before.withConditions(
        replaced(
            before.conditions(),
            List.of(make.isTrue(ConditionTypes.STALLED, failure.reason(), failure.message()))));
  }

  private static RestorationServiceStatus before(RestorationService service) {
    RestorationServiceStatus status = service.getStatus();
    return status == null ? RestorationServiceStatus.empty() : status;
  }

  private static List<Condition> replaced(List<Condition> known, List<Condition> changes) {
    List<Condition> all = new ArrayList<>(known);
    all.removeIf(
        each -> changes.stream().anyMatch(change -> change.getType().equals(each.getType())));
    all.addAll(changes);
    return all;
  }
}
