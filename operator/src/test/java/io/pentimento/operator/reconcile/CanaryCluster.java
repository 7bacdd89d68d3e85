package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.operator.canary.CanaryReport;
import io.pentimento.operator.canary.CanaryReport.Candidate;
import io.pentimento.operator.canary.CanaryReport.Requests;
import io.pentimento.operator.canary.CanaryReport.Sample;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.Names;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster with a route, a model that serves, and another one that passes the gate. */
final class CanaryCluster implements AutoCloseable {
  private static final String STEPS =
      "steps: [{weight: 10, duration: 10m}, {weight: 50, duration: 30m}]";
  private static final String WITH_CANARY =
      "serving: {replicas: 2, rollout: {canary: {routeRef: {name: restore}, %s}}}".formatted(STEPS);
  private static final String SERVING = "serving: {replicas: 2}";
  private static final int ROUNDS = 40;

  final SimulatedCluster cluster = new SimulatedCluster();
  final String servingModel;

  /** Of requests to the new model. */
  long errors;

  double seconds = 0.5;
  double difference = 0.02;
  double fidelityChange;
  boolean answers = true;

  /** Whether the servers can load the new model. */
  boolean loads = true;

  CanaryCluster() throws IOException {
    cluster.apply(SERVING, WITH_CANARY);
    cluster.play();
    servingModel = cluster.deployed();
    cluster.reports = this::reports;
    cluster.server.writes.clear();
  }

  /** The route of the user. */
  void createRoute() {
    cluster
        .client
        .resource(
            new HTTPRouteBuilder()
                .withNewMetadata()
                .withName("restore")
                .withNamespace("vision")
                .addToLabels("team", "vision")
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .addNewBackendRef()
                .withName(service())
                .withPort(80)
                .endBackendRef()
                .endRule()
                .addNewRule()
                .addNewBackendRef()
                .withName("another")
                .withPort(80)
                .withWeight(7)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build())
        .create();
  }

  String service() {
    return Names.serving(cluster.job());
  }

  String canaryService() {
    return Names.canary(cluster.job());
  }

  /** Another number of iterations makes another model. */
  void trainAnotherModel() throws IOException {
    edit(WITH_CANARY);
  }

  /** Another setting of the canary of the other model. */
  void changeSteps() throws IOException {
    edit(WITH_CANARY.replace("weight: 10", "weight: 20"));
  }

  /** An edit of the job, before its canary starts. */
  void limitTheTime(int seconds) throws IOException {
    edit(WITH_CANARY + "\n  activeDeadlineSeconds: " + seconds);
  }

  private void edit(String serving) throws IOException {
    cluster.edit(
        "fineTuning: {iterations: 100}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n  "
            + SERVING,
        "fineTuning: {iterations: 200}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n  "
            + serving);
  }

  /** One round of all controllers. */
  void round() {
    cluster.reconcile();
    controllersWork();
  }

  void controllersWork() {
    cluster.jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(cluster::succeed);
    cluster.deployments().forEach(cluster::getReady);
    candidate().ifPresent(this::startPods);
  }

  void playUntil(String reason) {
    for (int i = 0; i < ROUNDS; i++) {
      if (canary().filter(known -> reason.equals(known.reason())).isPresent()) {
        return;
      }
      round();
    }
    assertThat(canary()).as("canary").map(CanaryStatus::reason).contains(reason);
  }

  void playUntilStep(int step) {
    for (int i = 0; i < ROUNDS; i++) {
      if (canary().filter(known -> known.step() == step).isPresent()) {
        return;
      }
      round();
    }
    assertThat(canary()).as("canary").map(CanaryStatus::step).contains(step);
  }

  void wait(int seconds) {
    cluster.now = cluster.now.plusSeconds(seconds);
  }

  Optional<CanaryStatus> canary() {
    return Optional.ofNullable(cluster.status().serving()).map(each -> each.canary());
  }

  Optional<Deployment> candidate() {
    return cluster.deployments().stream().filter(Labels::isOfCanary).findFirst();
  }

  HTTPRoute route() {
    return cluster
        .client
        .resources(HTTPRoute.class)
        .inNamespace("vision")
        .withName("restore")
        .get();
  }

  /** Backends of the rule that leads to the servers. */
  List<String> weights() {
    return route().getSpec().getRules().get(0).getBackendRefs().stream()
        .map(CanaryCluster::text)
        .toList();
  }

  private static String text(HTTPBackendRef backend) {
    String name = backend.getName().endsWith("-canary") ? "candidate" : "serving";
    return name + " " + backend.getWeight();
  }

  private void startPods(Deployment deployment) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-0")
            .withNamespace("vision")
            .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
            .withAnnotations(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
            .endMetadata()
            .withSpec(deployment.getSpec().getTemplate().getSpec())
            .withNewStatus()
            .withPhase("Running")
            .addNewCondition()
            .withType("Ready")
            .withStatus(loads ? "True" : "False")
            .endCondition()
            .addNewContainerStatus()
            .withName("server")
            .withRestartCount(0)
            .endContainerStatus()
            .endStatus()
            .build();
    if (cluster.client.resource(pod).get() == null) {
      cluster.client.resource(pod).create();
    }
  }

  /** The pods of the new model vanish. */
  void loseCandidatePods() {
    cluster.client.pods().inNamespace("vision").withLabel(Labels.STAGE, Labels.CANARY).delete();
  }

  private List<CanaryReport> reports(List<Pod> pods) {
    boolean areCandidates = pods.stream().anyMatch(Labels::isOfCanary);
    String newModel = candidate().map(each -> Labels.annotation(each, Labels.MODEL)).orElse(null);
    if (!answers) {
      return List.of();
    }
    return areCandidates
        ? List.of(
            new CanaryReport(newModel, new Requests(100, errors, Map.of(seconds, 100L)), null))
        : List.of(
            new CanaryReport(
                servingModel, new Requests(1000, 0, Map.of(0.5, 1000L)), comparison(newModel)));
  }

  private Candidate comparison(String newModel) {
    return new Candidate(
        newModel,
        50,
        0,
        new Sample(50, 0.01, 1e-6),
        new Sample(50, fidelityChange, 1e-6),
        new Sample(50, 5, 0.1),
        new Sample(50, 0.01, 0.1),
        new Sample(50, difference, 1e-4));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
