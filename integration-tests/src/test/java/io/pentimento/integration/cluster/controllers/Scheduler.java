// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.Controller;
import io.pentimento.integration.cluster.control.Pods;
import io.pentimento.integration.cluster.kubelet.Kubelet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Assigns a node to each pod: one that matches its node selector and whose taints it tolerates.
 *
 * @param cordoned whether all nodes are cordoned
 */
public record Scheduler(KubernetesClient client, List<Node> nodes, BooleanSupplier cordoned)
    implements Controller {
  /**
   * @param taint null for none
   */
  public record Node(String name, Map<String, String> labels, Taint taint) {
    boolean takes(Pod pod) {
      Map<String, String> wanted =
          Optional.ofNullable(pod.getSpec().getNodeSelector()).orElse(Map.of());
      boolean tolerated =
          taint == null || pod.getSpec().getTolerations().stream().anyMatch(this::isTolerated);
      return labels.entrySet().containsAll(wanted.entrySet()) && tolerated;
    }

    private boolean isTolerated(Toleration toleration) {
      return taint.getKey().equals(toleration.getKey());
    }
  }

  @Override
  public void look() {
    List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
    Map<String, Integer> load = new HashMap<>();
    pods.stream()
        .filter(pod -> pod.getSpec().getNodeName() != null && !Pods.hasEnded(pod))
        .forEach(pod -> load.merge(pod.getSpec().getNodeName(), 1, Integer::sum));
    pods.stream()
        .filter(pod -> pod.getSpec().getNodeName() == null && !Pods.isBeingDeleted(pod))
        .forEach(pod -> schedule(pod, load));
  }

  private void schedule(Pod pod, Map<String, Integer> load) {
    Optional<String> missing = missingClaim(pod);
    Optional<Node> node =
        nodes.stream()
            .filter(each -> each.takes(pod))
            .min(Comparator.comparing(each -> load.getOrDefault(each.name(), 0)));
    if (missing.isPresent()) {
      refuse(pod, "persistentvolumeclaim \"%s\" not found".formatted(missing.get()));
    } else if (cordoned.getAsBoolean()) {
      refuse(pod, "node(s) were unschedulable");
    } else if (node.isEmpty()) {
      refuse(pod, "no node matched Pod's node affinity/selector and taints");
    } else {
      load.merge(node.get().name(), 1, Integer::sum);
      bind(pod, node.get());
    }
  }

  private Optional<String> missingClaim(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .map(Volume::getPersistentVolumeClaim)
        .filter(claim -> claim != null)
        .map(claim -> claim.getClaimName())
        .filter(
            name ->
                client
                        .persistentVolumeClaims()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(name)
                        .get()
                    == null)
        .findFirst();
  }

  private void refuse(Pod pod, String why) {
    String message = "0/%d nodes are available: %s".formatted(nodes.size(), why);
    boolean told =
        Pods.conditions(pod.getStatus()).stream()
            .anyMatch(condition -> message.equals(condition.getMessage()));
    if (!told) {
      client
          .resource(pod)
          .editStatus(
              now ->
                  new PodBuilder(now)
                      .editOrNewStatus()
                      .withPhase("Pending")
                      .withConditions(
                          Pods.with(
                              Pods.conditions(now.getStatus()),
                              Pods.SCHEDULED,
                              false,
                              "Unschedulable",
                              message))
                      .endStatus()
                      .build());
    }
  }

  private void bind(Pod pod, Node node) {
    client
        .resource(pod)
        .edit(
            now ->
                new PodBuilder(now)
                    .editMetadata()
                    .addToFinalizers(Kubelet.HOLD)
                    .endMetadata()
                    .editSpec()
                    .withNodeName(node.name())
                    .endSpec()
                    .withNewStatus()
                    .withPhase("Pending")
                    .withConditions(Pods.with(List.of(), Pods.SCHEDULED, true, null, null))
                    .endStatus()
                    .build());
  }
}
