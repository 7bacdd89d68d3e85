// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.ServerPods;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.canary.CanaryMeasurements;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.canary.RouteState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the planner needs to know about a canary. */
public final class CanaryObserver {
  private final KubernetesClient client;
  private final CanaryServers servers;
  private final CanaryRoute routes;
  private final CanaryReports reports;
  private final Duration deadline;

  public CanaryObserver(KubernetesClient client, OperatorConfig config, CanaryReports reports) {
    this.client = client;
    this.servers = new CanaryServers(client, config);
    this.routes = new CanaryRoute(client);
    this.reports = reports;
    this.deadline = config.rolloutDeadline();
  }

  /**
   * Needs no request for an owner that never had a canary, or that has no servers yet.
   *
   * @param recorded the latest canary; null if there was none
   * @param hasServers whether the owner has servers
   */
  public CanaryObservation observe(
      ServingOwner owner, @Nullable CanaryStatus recorded, boolean hasServers) {
    Optional<String> route = route(owner, Optional.ofNullable(recorded), hasServers);
    if (route.isEmpty()) {
      return CanaryObservation.none();
    }
    RouteState state = routes.read(owner, route.get());
    Optional<Deployment> candidate = servers.find(owner);
    List<Pod> pods =
        candidate.map(each -> pods(owner, Labels.canarySelector(owner), each)).orElse(List.of());
    return new CanaryObservation(
        state,
        candidate.map(deployment -> servers(deployment, pods)),
        candidate.flatMap(each -> measured(owner, pods)));
  }

  /** Of the canary that is recorded, while it lasts; else of the spec. */
  private static Optional<String> route(
      ServingOwner owner, Optional<CanaryStatus> recorded, boolean hasServers) {
    return recorded
        .filter(canary -> canary.phase().isInProgress())
        .map(CanaryStatus::route)
        .or(
            () ->
                owner
                    .spec()
                    .canary()
                    .filter(canary -> hasServers)
                    .map(CanarySpec::routeRef)
                    .map(reference -> reference.name()))
        .or(() -> recorded.map(CanaryStatus::route));
  }

  private CandidateServers servers(Deployment deployment, List<Pod> pods) {
    String model = Labels.requiredAnnotation(deployment, Labels.MODEL);
    return new CandidateServers(
        model,
        Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
        ServerPods.ready(pods, model),
        restarts(pods),
        ServerPods.waitReason(pods),
        ServerPods.message(pods),
        Instant.parse(Labels.requiredAnnotation(deployment, Labels.ROLLOUT_STARTED))
            .plus(deadline));
  }

  private static int restarts(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getStatus() != null)
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getRestartCount)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .sum();
  }

  private Optional<CanaryMeasurements> measured(ServingOwner owner, List<Pod> candidates) {
    return ReportSummary.of(reports.of(pods(owner, owner.selector())), reports.of(candidates));
  }

  /** The pods of the canary with the model in its Deployment now. */
  private List<Pod> pods(ServingOwner owner, Map<String, String> labels, Deployment deployment) {
    String model = Labels.requiredAnnotation(deployment, Labels.MODEL);
    return pods(owner, labels).stream()
        .filter(pod -> Objects.equals(model, Labels.annotation(pod, Labels.MODEL)))
        .toList();
  }

  private List<Pod> pods(ServingOwner owner, Map<String, String> labels) {
    return client.pods().inNamespace(owner.namespace()).withLabels(labels).list().getItems();
  }
}
