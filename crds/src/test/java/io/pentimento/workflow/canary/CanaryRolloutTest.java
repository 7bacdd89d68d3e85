// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStep;
import io.pentimento.api.v1alpha1.rollout.RouteReference;
import io.pentimento.workflow.canary.CanaryRequest.Promotion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The phases of a canary, and what each of them wants of the cluster. */
class CanaryRolloutTest {
  private static final String NEW = "sha256:2";
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final CanarySpec POLICY =
      new CanarySpec(
          new RouteReference("restore"), List.of(new CanaryStep(10, "10m")), 2, null, null);

  /** Nobody is a backend before its servers are ready, or loses its servers while it is one. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # phase, servers, ready, weight of the route -> next phase, wanted servers and weight
          STARTING,     , 0,   , STARTING,     2,
          STARTING,    2, 1,   , STARTING,      ,
          STARTING,    2, 2,   , STEPPING,     2, 10
          STEPPING,    2, 2, 10, STEPPING,      ,
          STEPPING,    2, 2,   , STEPPING,     2, 10
          STEPPING,    2, 2, 90, STEPPING,     2, 10
          STEPPING,    2, 0, 10, ROLLING_BACK, 2, 0
          STEPPING,     , 0, 10, ROLLING_BACK,  , 0
          ROLLING_BACK,2, 2, 10, ROLLING_BACK, 2, 0
          FINISHING,   2, 2, 10, FINISHING,    2, 0
          FINISHING,   2, 2,  0, SUCCEEDED,     ,
          ROLLING_BACK,2, 2,  0, ROLLED_BACK,   ,
          PROMOTING,   2, 2, 10, PROMOTING,     ,
          PROMOTING,   2, 0, 10, PROMOTING,    2, 0
          """)
  void eachPhaseHasOneWantedState(
      CanaryPhase phase,
      Integer servers,
      int ready,
      Integer weight,
      CanaryPhase next,
      Integer wantedServers,
      Integer wantedWeight) {
    CanaryStatus before = in(phase, NOW.minusSeconds(60));
    CanaryObservation seen = seen(servers, ready, weight);

    CanaryPlan plan = next(request(Promotion.PENDING), before, seen);

    assertThat(plan.status().phase()).isEqualTo(next);
    boolean changes = wantedServers != null || wantedWeight != null || !next.isInProgress();
    assertThat(plan.target().isPresent()).isEqualTo(changes);
    plan.target()
        .ifPresent(
            target -> {
              assertThat(target.servers()).isEqualTo(optional(wantedServers));
              assertThat(target.weight()).isEqualTo(optional(wantedWeight));
            });
  }

  @Test
  void gatewaysHaveTimeToFollowBeforeServersAreRemoved() {
    CanaryPlan plan =
        next(
            request(Promotion.DONE),
            in(CanaryPhase.FINISHING, NOW.minusSeconds(29)),
            seen(2, 2, 0));

    assertThat(plan.status().phase()).isEqualTo(CanaryPhase.FINISHING);
    assertThat(plan.requeueAt()).contains(NOW.plusSeconds(1));
  }

  @Test
  void aPromotedModelLosesTheWeightOfItsCanaryOnlyWhenItServes() {
    CanaryStatus before = in(CanaryPhase.PROMOTING, NOW);

    assertThat(next(request(Promotion.PENDING), before, seen(2, 2, 10)).status().phase())
        .isEqualTo(CanaryPhase.PROMOTING);
    CanaryPlan plan = next(request(Promotion.DONE), before, seen(2, 2, 10));
    assertThat(plan.status().phase()).isEqualTo(CanaryPhase.FINISHING);
    assertThat(plan.target().orElseThrow().weight()).isEqualTo(OptionalInt.of(0));
    assertThat(next(request(Promotion.FAILED), before, seen(2, 2, 10)).status().phase())
        .isEqualTo(CanaryPhase.ROLLING_BACK);
  }

  @Test
  void weightsThatAnotherClientChangesRestartTheStepButNotAllTheTime() {
    CanaryStatus fresh = in(CanaryPhase.STEPPING, NOW.minusSeconds(14));
    CanaryStatus old = in(CanaryPhase.STEPPING, NOW.minusSeconds(15));

    assertThat(next(request(Promotion.PENDING), fresh, seen(2, 2, 0)).status().transitionedAt())
        .isEqualTo(fresh.transitionedAt());
    assertThat(next(request(Promotion.PENDING), old, seen(2, 2, 0)).status().transitionedAt())
        .isEqualTo(NOW.toString());
  }

  @Test
  void aGatewayApiThatIsUninstalledEndsTheCanary() {
    CanaryObservation gone =
        new CanaryObservation(
            new RouteState.NoGatewayApi(), seen(2, 2, null).candidate(), Optional.empty());

    assertThat(
            next(request(Promotion.PENDING), in(CanaryPhase.STARTING, NOW), gone).status().phase())
        .isEqualTo(CanaryPhase.SKIPPED);
    assertThat(
            next(request(Promotion.PENDING), in(CanaryPhase.STEPPING, NOW), gone).status().phase())
        .isEqualTo(CanaryPhase.ROLLING_BACK);
  }

  @Test
  void serversThatAreNeverReadyAreGivenUp() {
    CanaryPlan plan =
        CanaryRollout.next(
                request(Promotion.PENDING), in(CanaryPhase.STARTING, NOW), seen(2, 1, null), LATER)
            .orElseThrow();

    assertThat(plan.status().phase()).isEqualTo(CanaryPhase.ROLLING_BACK);
    assertThat(plan.status().reason()).isEqualTo("CanaryNotReady");
    assertThat(plan.status().message()).endsWith("the image is missing");
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTING", "STEPPING", "PROMOTING"})
  void aCanaryIsRolledBackWhenItsTimeIsOver(CanaryPhase phase) {
    CanaryPlan plan = next(request(Promotion.LATE), in(phase, NOW), seen(2, 2, 10));

    assertThat(plan.status().phase()).isEqualTo(CanaryPhase.ROLLING_BACK);
    assertThat(plan.status().reason()).isEqualTo("CanaryDeadlineExceeded");
    assertThat(plan.target().orElseThrow().weight()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void anEditDuringARollbackStartsTheCanaryAgain() {
    CanaryStatus before = in(CanaryPhase.ROLLING_BACK, NOW);
    CanaryRequest edited =
        new CanaryRequest(
            Optional.of(POLICY), Optional.of(NEW), true, true, false, Promotion.PENDING, 2);

    assertThat(next(edited, before, seen(null, 0, null)).status().phase())
        .isEqualTo(CanaryPhase.STARTING);
    assertThat(next(request(Promotion.PENDING), before, seen(2, 2, 0)).status().phase())
        .isEqualTo(CanaryPhase.ROLLING_BACK);
  }

  @Test
  void thereIsNoCanaryWithoutAPolicyOrAModelToReplace() {
    CanaryRequest none =
        new CanaryRequest(
            Optional.empty(), Optional.of(NEW), true, true, false, Promotion.PENDING, 2);
    CanaryRequest first =
        new CanaryRequest(
            Optional.of(POLICY), Optional.of(NEW), false, true, false, Promotion.PENDING, 2);

    assertThat(CanaryRollout.next(none, null, seen(null, 0, null), NOW)).isEmpty();
    assertThat(CanaryRollout.next(first, null, seen(null, 0, null), NOW)).isEmpty();
  }

  private static CanaryPlan next(
      CanaryRequest request, CanaryStatus before, CanaryObservation seen) {
    return CanaryRollout.next(request, before, seen, NOW).orElseThrow();
  }

  private static CanaryRequest request(Promotion promotion) {
    return new CanaryRequest(
        Optional.of(POLICY), Optional.of(NEW), true, false, false, promotion, 2);
  }

  private static CanaryStatus in(CanaryPhase phase, Instant since) {
    int weight = phase == CanaryPhase.STEPPING || phase == CanaryPhase.PROMOTING ? 10 : 0;
    return CanaryStatus.starting(NEW, "restore", since)
        .enterStep(1, weight, since)
        .enter(phase, weight, since);
  }

  private static CanaryObservation seen(Integer servers, int ready, Integer weight) {
    return new CanaryObservation(
        RouteState.Weights.of(optional(weight)),
        Optional.ofNullable(servers)
            .map(
                count ->
                    new CandidateServers(
                        NEW, count, ready, 0, null, "the image is missing", LATER)),
        Optional.empty());
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
