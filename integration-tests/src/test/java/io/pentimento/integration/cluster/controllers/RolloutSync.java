// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.integration.cluster.control.PodTemplates;
import io.pentimento.integration.cluster.control.Pods;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** One reconciliation of one Deployment by the Deployment controller. */
final class RolloutSync {
  private static final String HASH = "pod-template-hash";

  private final KubernetesClient client;
  private final Deployment deployment;
  private final List<Pod> all;
  private final List<Pod> fresh;
  private final List<Pod> stale;
  private final RolloutClock clock;
  private final String hash;
  private final int wanted;

  /**
   * @param pods of the Deployment that are not being deleted
   */
  RolloutSync(KubernetesClient client, Deployment deployment, List<Pod> pods, RolloutClock clock) {
    this.client = client;
    this.deployment = deployment;
    this.all = pods;
    this.clock = clock;
    this.hash =
        Integer.toHexString(Serialization.asJson(deployment.getSpec().getTemplate()).hashCode());
    this.fresh = pods.stream().filter(this::isFresh).toList();
    this.stale = pods.stream().filter(pod -> !isFresh(pod)).toList();
    this.wanted = deployment.getSpec().getReplicas();
  }

  private boolean isFresh(Pod pod) {
    return hash.equals(pod.getMetadata().getLabels().get(HASH));
  }

  void run() {
    clock.see(hash, fresh.size() + ready(fresh), isComplete());
    writeStatus();
    create(Math.min(wanted - fresh.size(), wanted + surge() - all.size()));
    delete(fresh, fresh.size() - wanted);
    int least = wanted - unavailable();
    int unready = fresh.size() - ready(fresh);
    delete(stale.stream().filter(p -> !Pods.isReady(p)).toList(), all.size() - least - unready);
    delete(stale.stream().filter(Pods::isReady).toList(), ready(all) - least);
  }

  private boolean isComplete() {
    return fresh.size() == wanted && stale.isEmpty() && ready(fresh) == wanted;
  }

  private void create(int count) {
    String prefix = deployment.getMetadata().getName() + "-" + hash;
    IntStream.range(0, Math.max(0, count))
        .forEach(
            i ->
                client
                    .resource(
                        PodTemplates.pod(deployment.getSpec().getTemplate(), deployment, prefix)
                            .editMetadata()
                            .addToLabels(HASH, hash)
                            .endMetadata()
                            .build())
                    .create());
  }

  private void delete(List<Pod> pods, int count) {
    pods.stream().limit(Math.max(0, count)).forEach(pod -> client.resource(pod).delete());
  }

  private void writeStatus() {
    DeploymentStatus now =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(all.size())
            .withUpdatedReplicas(fresh.size())
            .withReadyReplicas(ready(all))
            .withAvailableReplicas(ready(all))
            .withUnavailableReplicas(Math.max(0, wanted - ready(all)))
            .withConditions(available(), progressing())
            .build();
    if (!now.equals(deployment.getStatus())) {
      client
          .resource(deployment)
          .editStatus(known -> new DeploymentBuilder(known).withStatus(now).build());
    }
  }

  private DeploymentCondition available() {
    return ready(all) >= wanted - unavailable()
        ? condition(
            "Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.")
        : condition(
            "Available",
            false,
            "MinimumReplicasUnavailable",
            "Deployment does not have minimum availability.");
  }

  private DeploymentCondition progressing() {
    String name = "ReplicaSet \"%s-%s\"".formatted(deployment.getMetadata().getName(), hash);
    Integer deadline = deployment.getSpec().getProgressDeadlineSeconds();
    if (clock.isDone()) {
      return condition(
          "Progressing", true, "NewReplicaSetAvailable", name + " has successfully progressed.");
    }
    return clock.isLate(Duration.ofSeconds(deadline))
        ? condition(
            "Progressing", false, "ProgressDeadlineExceeded", name + " has timed out progressing.")
        : condition("Progressing", true, "ReplicaSetUpdated", name + " is progressing.");
  }

  private static DeploymentCondition condition(
      String type, boolean value, String reason, String message) {
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(value ? "True" : "False")
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  private int surge() {
    return number(deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge());
  }

  private int unavailable() {
    return number(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable());
  }

  private static int number(IntOrString value) {
    return value.getIntVal();
  }

  private static int ready(List<Pod> pods) {
    return (int) pods.stream().filter(Pods::isReady).count();
  }
}
