// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.pentimento.operator.fault.Permission;
import io.pentimento.operator.reconcile.SimulatedCluster.Look;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of the API server delay a job and have no other effect. */
class ApiFaultsTest {
  private static final int MANY_ROUNDS = 300;
  private SimulatedCluster cluster;

  @BeforeEach
  void applyTheJob() throws IOException {
    cluster = new SimulatedCluster();
    cluster.apply();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @MethodSource
  void aPermissionThatIsMissingIsNamedInTheStatusAndOnceItIsGrantedTheJobGoesOn(
      Permission missing) {
    cluster.server.set(FaultInjector.without(missing));
    playThroughFaults(8);

    assertThat(stalled().getStatus()).isEqualTo("True");
    assertThat(stalled().getReason()).isEqualTo("Forbidden");
    assertThat(stalled().getMessage()).contains(missing.verb(), missing.resource());

    cluster.server.set(FaultInjector.fair());
    cluster.play();

    assertThatAllIsDoneOnce();
    assertThat(stalled().getStatus()).isEqualTo("False");
  }

  static Stream<Permission>
      aPermissionThatIsMissingIsNamedInTheStatusAndOnceItIsGrantedTheJobGoesOn() {
    return Stream.of(
        new Permission("", "configmaps", "patch"),
        new Permission("batch", "jobs", "create"),
        new Permission("", "pods", "list"),
        new Permission("apps", "deployments", "get"),
        new Permission("apps", "deployments", "patch"),
        new Permission("", "services", "patch"));
  }

  @Test
  void aLastingProblemIsWrittenOnce() {
    cluster.server.set(FaultInjector.without(new Permission("batch", "jobs", "create")));
    playThroughFaults(3);
    String version = cluster.job().getMetadata().getResourceVersion();

    playThroughFaults(20);

    assertThat(cluster.job().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void theMessageOfAnAdmissionWebhookIsReported() {
    String said = "admission webhook \"policy.example.org\" denied the request: no GPUs on Fridays";
    cluster.server.set(on("batch", "jobs", "create", Fault.answer(400, said)));
    playThroughFaults(3);

    assertThat(stalled().getReason()).isEqualTo("Rejected");
    assertThat(stalled().getMessage()).isEqualTo(said);
  }

  @Test
  void anUnreachableWebhookIsReported() {
    String said = "failed calling webhook \"mjob.kb.io\": connection refused";
    cluster.server.set(on("batch", "jobs", "create", Fault.answer(500, said)));
    playThroughFaults(3);

    assertThat(stalled().getReason()).isEqualTo("ApiServerError");
    assertThat(stalled().getMessage()).isEqualTo(said);
  }

  @Test
  void aSingleServerErrorIsNotReported() {
    cluster.reconcile();
    cluster.now = cluster.now.plusSeconds(15);
    AtomicInteger failures = new AtomicInteger();
    cluster.server.set(
        call -> failures.getAndIncrement() == 0 ? Fault.internalError() : Fault.none());
    tolerating(cluster::reconcile);

    assertThat(failures.get()).isPositive();
    assertThat(stalled().getStatus()).isEqualTo("False");
  }

  @Test
  void progressThatMayNotBeReadDoesNotStopAJob() {
    cluster.server.set(FaultInjector.without(new Permission("", "pods/log", "get")));
    cluster.reconcile();
    cluster.startPods(cluster.jobs().get(0));
    cluster.reconcile();
    cluster.play();

    assertThatAllIsDoneOnce();
  }

  @Test
  void eventsThatMayNotBeWrittenDoNotStopAJob() {
    cluster.server.set(FaultInjector.without(new Permission("events.k8s.io", "events", "create")));
    cluster.play();

    assertThatAllIsDoneOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aThirdOfAllRequestsFailingDelaysAJobAndRepeatsNothing(long seed) {
    Random random = new Random(seed);
    AtomicInteger requests = new AtomicInteger();
    List<Fault> faults =
        List.of(
            Fault.tooManyRequests(),
            Fault.internalError(),
            Fault.conflict(),
            new Fault.LostRequest(),
            new Fault.LostAnswer());
    cluster.server.set(
        call -> {
          requests.incrementAndGet();
          return random.nextInt(3) == 0 ? faults.get(random.nextInt(faults.size())) : Fault.none();
        });

    int rounds = playThroughFaults(MANY_ROUNDS);

    assertThatAllIsDoneOnce();
    assertThat(rounds).isLessThan(MANY_ROUNDS);
    assertThat(requests.get()).as("calls per round").isLessThan(20 * rounds);
  }

  @Test
  void anUnreachableApiServerFailsNoStage() {
    cluster.reconcile();
    cluster.server.proxy.goDown();
    playThroughFaults(20);
    cluster.server.proxy.comeBack();
    cluster.play();

    assertThatAllIsDoneOnce();
    assertThat(cluster.status().stages()).allMatch(stage -> stage.failures() == null);
  }

  @Test
  void aSlowApiServerOnlyDelaysAJob() {
    cluster.server.set(call -> new Fault.Late(java.time.Duration.ofMillis(20)));
    cluster.play();

    assertThatAllIsDoneOnce();
  }

  @Test
  void concurrentWritersOfTheJobLoseNothing() {
    AtomicInteger edits = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    cluster.beforeStatus =
        () -> {
          if (looks.incrementAndGet() % 3 != 0) {
            annotate(edits.incrementAndGet());
          }
        };

    playThroughFaults(MANY_ROUNDS);

    assertThatAllIsDoneOnce();
    assertThat(edits.get()).isGreaterThan(10);
    assertThat(cluster.job().getMetadata().getAnnotations())
        .containsEntry("example.org/edits", edits.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void aStaleCacheCreatesNothingTwice(int rounds) {
    Deque<Look> past = new ArrayDeque<>();
    for (int i = 0; i < MANY_ROUNDS && !isDone(); i++) {
      past.add(cluster.look());
      Look old = past.size() > rounds ? past.remove() : past.peek();
      tolerating(() -> cluster.reconcile(old));
      cluster.controllersWork();
    }

    assertThatAllIsDoneOnce();
  }

  private void annotate(int number) {
    cluster
        .client
        .resource(cluster.job())
        .edit(
            job -> {
              job.getMetadata().getAnnotations().put("example.org/edits", String.valueOf(number));
              return job;
            });
  }

  private static FaultInjector on(String group, String resource, String verb, Fault fault) {
    Permission permission = new Permission(group, resource, verb);
    return call -> call.permission().equals(permission) ? fault : Fault.none();
  }

  /** Ends early when the job is complete. */
  private int playThroughFaults(int rounds) {
    for (int i = 0; i < rounds; i++) {
      tolerating(cluster::reconcile);
      cluster.controllersWork();
      if (isDone()) {
        return i;
      }
    }
    return rounds;
  }

  private boolean isDone() {
    return cluster.status() != null && cluster.status().phase() == Phase.SUCCEEDED;
  }

  /** Retries as the SDK does. */
  private static void tolerating(Runnable look) {
    try {
      look.run();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("%s", e).isNotEqualTo(404);
    }
  }

  private void assertThatAllIsDoneOnce() {
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    List<String> stages = new ArrayList<>();
    cluster
        .jobs()
        .forEach(job -> stages.add(job.getMetadata().getLabels().get("pentimento.io/stage")));
    assertThat(stages).containsExactlyInAnyOrder("prepare", "generate", "train", "evaluate");
    assertThat(cluster.deployments()).hasSize(1);
    assertThat(cluster.deployed()).isEqualTo(cluster.status().model().active());
  }

  private Condition stalled() {
    return cluster.status().condition(ConditionTypes.STALLED).orElseThrow();
  }
}
