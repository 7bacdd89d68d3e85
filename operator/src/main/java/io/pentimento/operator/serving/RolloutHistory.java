// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ServingOwner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records the rollouts of a Deployment in its annotations: the start of the current one, the pod
 * template with which servers were last ready, and whether that template was restored. The whole
 * template is restored, because image and model path belong together.
 */
final class RolloutHistory {
  private RolloutHistory() {}

  /** Records the first rollout of a Deployment. */
  static Deployment started(Deployment wanted, Instant now) {
    return annotated(wanted, Labels.ROLLOUT_STARTED, now.toString());
  }

  /** Records the next rollout, or continues the current one with corrected fields. */
  static Deployment continued(Deployment known, Deployment wanted, Instant now) {
    boolean isSame =
        List.of(Labels.MODEL, Labels.GENERATION).stream()
            .allMatch(
                each ->
                    Objects.equals(
                        Labels.annotation(known, each), Labels.annotation(wanted, each)));
    String started = isSame ? Labels.annotation(known, Labels.ROLLOUT_STARTED) : null;
    String rolledBack = isSame ? Labels.annotation(known, Labels.ROLLED_BACK) : null;
    Deployment next =
        annotated(wanted, Labels.ROLLOUT_STARTED, started == null ? now.toString() : started);
    return annotated(
        annotated(next, Labels.ROLLED_BACK, rolledBack),
        Labels.GOOD_TEMPLATE,
        lastReadyTemplateJson(known));
  }

  /** Records a rollback to the last ready template. Only a new edit ends it. */
  static Deployment rolledBack(Deployment known, Deployment wanted, Instant now) {
    return annotated(
        annotated(
            started(wanted, now), Labels.ROLLED_BACK, Labels.annotation(wanted, Labels.GENERATION)),
        Labels.GOOD_TEMPLATE,
        Labels.annotation(known, Labels.GOOD_TEMPLATE));
  }

  /** Whether the rollout of the current spec was aborted. */
  static boolean isRolledBack(Deployment known, ServingOwner owner) {
    return owner.generation().equals(Labels.annotation(known, Labels.ROLLED_BACK));
  }

  /** The template with which servers of this model were last ready. */
  static Optional<PodTemplateSpec> lastReadyTemplate(Deployment known, String model) {
    return Optional.ofNullable(Labels.annotation(known, Labels.GOOD_TEMPLATE))
        .map(json -> Serialization.unmarshal(json, PodTemplateSpec.class))
        .filter(
            template ->
                template.getMetadata().getAnnotations() != null
                    && model.equals(template.getMetadata().getAnnotations().get(Labels.MODEL)));
  }

  private static @Nullable String lastReadyTemplateJson(Deployment known) {
    return Deployments.isRolledOut(known)
        ? Serialization.asJson(known.getSpec().getTemplate())
        : Labels.annotation(known, Labels.GOOD_TEMPLATE);
  }

  private static Deployment annotated(Deployment deployment, String name, @Nullable String value) {
    return value == null
        ? deployment
        : new DeploymentBuilder(deployment)
            .editMetadata()
            .addToAnnotations(name, value)
            .endMetadata()
            .build();
  }
}
