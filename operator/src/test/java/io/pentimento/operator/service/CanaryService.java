// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static io.pentimento.operator.service.SimulatedService.A;
import static io.pentimento.operator.service.SimulatedService.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.operator.canary.CanaryScene;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.workload.Names;
import java.util.List;
import java.util.Optional;

/** A service with a route that serves model A and rolls out model B by a canary. */
final class CanaryService extends CanaryScene implements AutoCloseable {
  private static final int ROUNDS = 40;
  private static final String CANARY =
      "replicas: 2\n  rollout: {canary: {routeRef: {name: restore}, steps: [{weight: 10, duration:"
          + " 10m}]}}\n";

  /**
   * Status codes of injected faults; -1: broken connection, 400: response to a crashed operator.
   */
  private static final List<Integer> DISTURBANCES = List.of(-1, 400, 409, 500);

  /** Digest of the weights in image A, which differs from the digest of the image. */
  private static final String WEIGHTS_OF_A = "sha256:weights-of-a";

  final SimulatedService cluster;

  CanaryService() {
    this(new SimulatedService());
  }

  private CanaryService(SimulatedService cluster) {
    super(cluster.client);
    this.cluster = cluster;
    cluster.create(yaml(A));
    cluster.reconcile();
    cluster.getReady();
    cluster.reconcile();
    cluster.reconcile();
    cluster.reports = pods -> reports(pods, WEIGHTS_OF_A);
    createRoute(Names.serving(cluster.service()));
    cluster.server.writes.clear();
  }

  static String yaml(String address) {
    return SimulatedService.yaml(address).replace("replicas: 2\n", CANARY);
  }

  void askForB() {
    cluster.edit(yaml(B), "", "");
  }

  void round() {
    cluster.reconcile();
    controllersWork();
  }

  /** Runs one round in which the operator may crash or fail. */
  void disturbedRound() {
    try {
      cluster.reconcile();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("only what was arranged may disturb: %s", e).isIn(DISTURBANCES);
    }
    MockApiServer server = cluster.server;
    if (server.revive()) {
      cluster.restartOperator();
    }
    controllersWork();
  }

  private void controllersWork() {
    cluster.rollOut();
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

  void wait(int seconds) {
    cluster.now = cluster.now.plusSeconds(seconds);
  }

  Optional<CanaryStatus> canary() {
    return Optional.ofNullable(cluster.status().canary());
  }

  String condition(String type) {
    return cluster
        .status()
        .condition(type)
        .map(each -> each.getStatus() + " " + each.getReason())
        .orElse("none");
  }

  @Override
  public void close() {
    cluster.close();
  }
}
