// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.operator.canary.CanaryScene;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.workload.Names;
import java.io.IOException;
import java.util.Optional;

/** A cluster with a route, a model that serves, and another one that passes the gate. */
final class CanaryCluster extends CanaryScene implements AutoCloseable {
  private static final String STEPS =
      "steps: [{weight: 10, duration: 10m}, {weight: 50, duration: 30m}]";
  private static final String WITH_CANARY =
      "serving: {replicas: 2, rollout: {canary: {routeRef: {name: restore}, %s}}}".formatted(STEPS);
  private static final String SERVING = "serving: {replicas: 2}";
  private static final int ROUNDS = 40;

  final SimulatedCluster cluster;
  final String servingModel;

  CanaryCluster() throws IOException {
    this(new SimulatedCluster());
  }

  private CanaryCluster(SimulatedCluster cluster) throws IOException {
    super(cluster.client);
    this.cluster = cluster;
    cluster.apply(SERVING, WITH_CANARY);
    cluster.play();
    servingModel = cluster.deployed();
    cluster.reports = pods -> reports(pods, servingModel);
    cluster.server.writes.clear();
  }

  void createRoute() {
    createRoute(service());
  }

  String service() {
    return Names.serving(cluster.job());
  }

  String canaryService() {
    return Names.canary(service());
  }

  /** Changes the number of iterations, which results in another model. */
  void trainAnotherModel() throws IOException {
    edit(WITH_CANARY);
  }

  /** Changes a setting of the canary of the other model. */
  void changeSteps() throws IOException {
    edit(WITH_CANARY.replace("weight: 10", "weight: 20"));
  }

  /** Edits the job before its canary starts. */
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

  /** Runs each controller once. */
  void round() {
    cluster.reconcile();
    controllersWork();
  }

  void controllersWork() {
    cluster.jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(cluster::succeed);
    cluster.deployments().forEach(cluster::getReady);
    startCandidatePods();
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

  void playUntilTheJobIsGone() {
    for (int i = 0; i < ROUNDS && cluster.job() != null; i++) {
      cluster.reconcile();
    }
    assertThat(cluster.job()).isNull();
  }

  void wait(int seconds) {
    cluster.now = cluster.now.plusSeconds(seconds);
  }

  Optional<CanaryStatus> canary() {
    return Optional.ofNullable(cluster.status().serving()).map(each -> each.canary());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
