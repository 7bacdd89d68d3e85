// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStep;
import io.pentimento.api.v1alpha1.rollout.RouteReference;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.CanaryRequest.Promotion;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a canary whatever the cluster, the clients and the spec do. */
class CanaryWalkTest {
  private static final int STEPS = 200;
  private static final List<Promotion> PROMOTIONS = List.of(Promotion.values());
  private static final Map<CanaryPhase, Set<CanaryPhase>> NEXT = next();
  private static final CanarySpec POLICY =
      new CanarySpec(
          new RouteReference("restore"),
          List.of(new CanaryStep(10, "20s"), new CanaryStep(50, "20s")),
          2,
          null,
          null);

  private Instant now = Instant.parse("2026-11-24T00:00:00Z");
  private CanaryStatus status;
  private RouteState route = RouteState.Weights.of(OptionalInt.empty());
  private Optional<CandidateServers> candidate = Optional.empty();

  private static Map<CanaryPhase, Set<CanaryPhase>> next() {
    Map<CanaryPhase, Set<CanaryPhase>> next = new EnumMap<>(CanaryPhase.class);
    next.put(
        CanaryPhase.STARTING,
        EnumSet.of(CanaryPhase.STEPPING, CanaryPhase.ROLLING_BACK, CanaryPhase.SKIPPED));
    next.put(CanaryPhase.STEPPING, EnumSet.of(CanaryPhase.PROMOTING, CanaryPhase.ROLLING_BACK));
    next.put(CanaryPhase.PROMOTING, EnumSet.of(CanaryPhase.FINISHING, CanaryPhase.ROLLING_BACK));
    next.put(CanaryPhase.FINISHING, EnumSet.of(CanaryPhase.SUCCEEDED));
    // A canary that starts again may find its servers as they are.
    Set<CanaryPhase> first =
        EnumSet.of(
            CanaryPhase.STARTING,
            CanaryPhase.SKIPPED,
            CanaryPhase.STEPPING,
            CanaryPhase.ROLLING_BACK);
    Set<CanaryPhase> firstOrEnd = EnumSet.copyOf(first);
    firstOrEnd.add(CanaryPhase.ROLLED_BACK);
    next.put(CanaryPhase.ROLLING_BACK, firstOrEnd);
    for (CanaryPhase end :
        EnumSet.of(CanaryPhase.SUCCEEDED, CanaryPhase.ROLLED_BACK, CanaryPhase.SKIPPED)) {
      next.put(end, first);
    }
    return next;
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCanaryMovesOnlyAlongItsPhasesAndSendsNoRequestsToNobody(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      now = now.plusSeconds(random.nextInt(30));
      CanaryStatus before = status;
      Optional<CanaryPlan> plan =
          CanaryRollout.next(
              request(random),
              status,
              new CanaryObservation(route, candidate, measured(random)),
              now);
      plan.ifPresent(next -> check(before, next));
      status = plan.map(CanaryPlan::status).orElse(null);
      plan.flatMap(CanaryPlan::target).ifPresent(target -> act(target, random));
      disturb(random);
    }
  }

  private void check(CanaryStatus before, CanaryPlan plan) {
    CanaryStatus after = plan.status();
    if (before != null && before.phase() != after.phase()) {
      assertThat(NEXT.get(before.phase())).as("after %s", before.phase()).contains(after.phase());
    }
    if (after.phase() != CanaryPhase.STEPPING && after.phase() != CanaryPhase.PROMOTING) {
      assertThat(after.weight()).as("weight in %s", after.phase()).isZero();
    }
    assertThat(after.step()).isBetween(0, POLICY.steps().size());
    assertThat(Instant.parse(after.transitionedAt())).isBeforeOrEqualTo(now);
    plan.requeueAt().ifPresent(at -> assertThat(at).isAfter(now));
    plan.target()
        .filter(target -> target.weight().orElse(0) > 0)
        .ifPresent(
            target -> {
              assertThat(target.servers()).as("servers for the requests").isPresent();
              assertThat(target.model()).isEqualTo(after.model());
            });
    if (!after.phase().isInProgress()) {
      plan.target()
          .ifPresent(
              target -> {
                assertThat(target.servers()).isEmpty();
                assertThat(target.weight()).isEmpty();
              });
    }
  }

  private CanaryRequest request(Random random) {
    String model = random.nextInt(20) == 0 ? "sha256:3" : "sha256:2";
    Promotion promotion =
        status != null && status.phase() == CanaryPhase.PROMOTING
            ? PROMOTIONS.get(random.nextInt(PROMOTIONS.size()))
            : Promotion.PENDING;
    return new CanaryRequest(
        random.nextInt(25) == 0 ? Optional.empty() : Optional.of(POLICY),
        Optional.of(model),
        random.nextInt(10) > 0,
        random.nextInt(15) == 0,
        random.nextInt(10) == 0,
        promotion,
        3);
  }

  private static Optional<CanaryMeasurements> measured(Random random) {
    if (random.nextInt(4) == 0) {
      return Optional.empty();
    }
    MeanEstimate fine = new MeanEstimate(100, 0, 0);
    return Optional.of(
        new CanaryMeasurements(
            new RequestStatistics(1000, 0, 0.5),
            new RequestStatistics(1000, random.nextInt(20) == 0 ? 900 : 0, 0.5),
            new PairedStatistics(100, 0, fine, fine, MeanEstimate.NONE, MeanEstimate.NONE, fine)));
  }

  /** The cluster does what it is asked to, or a part of it. */
  private void act(CanaryTarget target, Random random) {
    if (random.nextInt(5) > 0) {
      candidate =
          target.servers().isEmpty()
              ? Optional.empty()
              : Optional.of(servers(target.model(), target.servers().getAsInt(), random));
    }
    if (route instanceof RouteState.Weights && random.nextInt(5) > 0) {
      route = RouteState.Weights.of(target.weight());
    }
  }

  private CandidateServers servers(String model, int replicas, Random random) {
    int ready = random.nextInt(6) == 0 ? 0 : replicas;
    int restarts = random.nextInt(60) == 0 ? 1 : 0;
    return new CandidateServers(model, replicas, ready, restarts, null, null, now.plusSeconds(60));
  }

  private void disturb(Random random) {
    switch (random.nextInt(60)) {
      case 0 -> route = new RouteState.NoGatewayApi();
      case 1 -> route = new RouteState.Unusable(CanaryReason.ROUTE_MISSING, "none");
      case 2 -> route = RouteState.Weights.of(OptionalInt.of(random.nextInt(101)));
      case 3 -> candidate = Optional.empty();
      default -> {
        if (random.nextInt(10) == 0) {
          route = RouteState.Weights.of(OptionalInt.empty());
        }
      }
    }
  }
}
