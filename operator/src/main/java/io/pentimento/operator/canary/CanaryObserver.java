package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.ServerPods;
import io.pentimento.operator.workload.Labels;
import io.pentimento.workflow.canary.CanaryMeasurements;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.canary.RouteState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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

  /** Needs no request for a job that never had a canary, or whose model does not serve yet. */
  public CanaryObservation observe(AdaptationJob job) {
    Optional<String> route = route(job);
    if (route.isEmpty()) {
      return CanaryObservation.none();
    }
    RouteState state = routes.read(job, route.get());
    Optional<Deployment> candidate = servers.find(job);
    List<Pod> pods = candidate.isPresent() ? pods(job) : List.of();
    return new CanaryObservation(
        state,
        candidate.map(deployment -> servers(deployment, pods)),
        candidate.flatMap(deployment -> measured(deployment, pods)));
  }

  /** Of the canary that is recorded, while it lasts; else of the spec. */
  private static Optional<String> route(AdaptationJob job) {
    Optional<ServingStatus> serving =
        Optional.ofNullable(job.getStatus()).map(AdaptationJobStatus::serving);
    Optional<CanaryStatus> recorded = serving.map(ServingStatus::canary);
    return recorded
        .filter(canary -> canary.phase().isInProgress())
        .map(CanaryStatus::route)
        .or(
            () ->
                job.getSpec()
                    .serving()
                    .canary()
                    .filter(canary -> serving.isPresent())
                    .map(CanarySpec::routeRef)
                    .map(reference -> reference.name()))
        .or(() -> recorded.map(CanaryStatus::route));
  }

  private CandidateServers servers(Deployment deployment, List<Pod> pods) {
    List<Pod> own = pods.stream().filter(Labels::isOfCanary).toList();
    String model = Labels.requiredAnnotation(deployment, Labels.MODEL);
    return new CandidateServers(
        model,
        Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
        ServerPods.ready(own, model),
        restarts(own),
        ServerPods.message(own),
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

  private Optional<CanaryMeasurements> measured(Deployment deployment, List<Pod> pods) {
    String model = Labels.requiredAnnotation(deployment, Labels.MODEL);
    return ReportSummary.of(
        model,
        reports.of(pods.stream().filter(pod -> !Labels.isOfCanary(pod)).toList()),
        reports.of(pods.stream().filter(Labels::isOfCanary).toList()));
  }

  private List<Pod> pods(AdaptationJob job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(Labels.JOB_UID, job.getMetadata().getUid())
        .withLabelIn(Labels.STAGE, StageName.SERVE.value(), Labels.CANARY)
        .list()
        .getItems();
  }
}
