// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.operator.workload.ServingWorkload;
import java.util.Objects;
import java.util.Optional;

/** Compares a Deployment with the manifest that the current spec has for the same model. */
public record WantedServers(OperatorConfig config) {

  /**
   * Whether the latest edit of the spec was applied, or changes nothing about the servers. Changes
   * by other clients are not considered.
   */
  public boolean areAppliedTo(Deployment known, ServingOwner owner) {
    return model(owner, known).isPresent() && wasApplied(known, of(owner, known).deployment());
  }

  /** Whether the Deployment was applied differently, or another client changed it since. */
  static boolean differ(Deployment known, ServingWorkload workload) {
    Deployment wanted = workload.deployment();
    return !wasApplied(known, wanted) || Drift.isIn(known, wanted);
  }

  static boolean wasApplied(Deployment known, Deployment wanted) {
    return Objects.equals(
        Labels.annotation(wanted, Labels.APPLIED), Labels.annotation(known, Labels.APPLIED));
  }

  /** The manifests for a Deployment that has a model. */
  ServingWorkload of(ServingOwner owner, Deployment known) {
    ModelToServe model = model(owner, known).orElseThrow();
    PodTemplateSpec pods =
        RolloutHistory.isRolledBack(known, owner)
            ? RolloutHistory.lastReadyTemplate(known, model.digest()).orElse(null)
            : null;
    return new ServingWorkload(owner, model, previous(owner, known).orElse(null), pods, config);
  }

  /** The model that the Deployment runs, or is being changed to. */
  static Optional<ModelToServe> model(ServingOwner owner, Deployment known) {
    return model(known, Labels.MODEL, owner.models().location());
  }

  /** The model that it ran before. */
  static Optional<ModelToServe> previous(ServingOwner owner, Deployment known) {
    return model(known, Labels.PREVIOUS_MODEL, owner.models().previousLocation());
  }

  private static Optional<ModelToServe> model(Deployment known, String digest, String location) {
    return Optional.ofNullable(Labels.annotation(known, location))
        .flatMap(
            place ->
                Optional.ofNullable(Labels.annotation(known, digest))
                    .map(value -> new ModelToServe(value, place)));
  }
}
