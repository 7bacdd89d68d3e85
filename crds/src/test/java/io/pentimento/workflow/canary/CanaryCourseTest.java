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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reasons for which a canary stays, advances or ends, and the sentences that say so. */
class CanaryCourseTest {
  private static final String NEW = "sha256:2";
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(900);
  private static final CanarySpec POLICY =
      new CanarySpec(
          new RouteReference("restore"),
          List.of(new CanaryStep(10, "10m"), new CanaryStep(50, "20m")),
          2,
          null,
          null);

  private Optional<CanarySpec> policy = Optional.of(POLICY);
  private Optional<String> model = Optional.of(NEW);
  private boolean mayStart = true;
  private boolean isEdited;
  private boolean isPaused;
  private Promotion promotion = Promotion.PENDING;
  private RouteState route = RouteState.Weights.of(OptionalInt.empty());
  private Optional<CandidateServers> candidate = Optional.empty();
  private Optional<CanaryMeasurements> measured = Optional.empty();

  private CanaryPlan next(CanaryStatus before) {
    return CanaryRollout.next(
            new CanaryRequest(policy, model, mayStart, isEdited, isPaused, promotion, 2),
            before,
            new CanaryObservation(route, candidate, measured),
            NOW)
        .orElseThrow();
  }

  private void assertNext(CanaryStatus before, CanaryPhase phase, CanaryReason reason) {
    CanaryStatus status = next(before).status();

    assertThat(status.phase()).as(status.message()).isEqualTo(phase);
    assertThat(status.reason()).as(status.message()).isEqualTo(reason.word());
  }

  private static CanaryStatus starting() {
    return CanaryStatus.starting(NEW, "restore", EARLIER);
  }

  private static CanaryStatus step(int number, Instant since) {
    return starting().enterStep(number, POLICY.steps().get(number - 1).weight(), since);
  }

  private static CanaryStatus in(CanaryPhase phase, int weight, Instant since) {
    return step(2, since).enter(phase, weight, since);
  }

  private static CandidateServers servers(String digest, int ready, int restarts, String message) {
    return new CandidateServers(digest, 2, ready, restarts, null, message, NOW.plusSeconds(60));
  }

  private void seeReady() {
    candidate = Optional.of(servers(NEW, 2, 0, null));
  }

  private void seeWeight(int weight) {
    route = RouteState.Weights.of(OptionalInt.of(weight));
  }

  private void measureEqualModels() {
    RequestStatistics requests = new RequestStatistics(1000, 0, 0.5);
    MeanEstimate fine = new MeanEstimate(100, 0, 0);
    measured =
        Optional.of(
            new CanaryMeasurements(
                requests,
                requests,
                new PairedStatistics(
                    100, 0, fine, fine, MeanEstimate.NONE, MeanEstimate.NONE, fine)));
  }

  @Test
  void aNewModelStartsItsServersFirst() {
    CanaryPlan plan = next(null);

    assertThat(plan.status()).isEqualTo(CanaryStatus.starting(NEW, "restore", NOW));
    assertThat(plan.target())
        .contains(new CanaryTarget(NEW, OptionalInt.of(2), "restore", OptionalInt.empty()));
    assertThat(plan.requeueAt()).isEmpty();
  }

  @Test
  void theServersAreAwaitedUntilTheirDeadline() {
    candidate = Optional.of(servers(NEW, 1, 0, null));

    assertThat(next(starting()).requeueAt()).contains(NOW.plusSeconds(60));
    assertNext(starting(), CanaryPhase.STARTING, CanaryReason.STARTING);
  }

  @Test
  void serversWithAnotherModelAreNotThoseOfTheCanary() {
    candidate = Optional.of(servers("sha256:1", 2, 0, null));

    assertNext(starting(), CanaryPhase.STARTING, CanaryReason.STARTING);
    assertThat(next(starting()).target()).map(CanaryTarget::model).contains(NEW);
  }

  /** They are those of an earlier canary, which are being removed. */
  @Test
  void serversWithAnotherModelThatAreLateDoNotEndTheCanary() {
    candidate = Optional.of(new CandidateServers("sha256:1", 2, 0, 0, null, null, EARLIER));

    assertNext(null, CanaryPhase.STARTING, CanaryReason.STARTING);
    assertNext(starting(), CanaryPhase.STARTING, CanaryReason.STARTING);
  }

  @Test
  void readyServersReceiveTheRequestsOfTheFirstStep() {
    seeReady();

    CanaryPlan plan = next(starting());

    assertThat(plan.status().message())
        .isEqualTo("Step 1 of 2: the new model receives 10 % of the requests");
    assertThat(plan.target())
        .contains(new CanaryTarget(NEW, OptionalInt.of(2), "restore", OptionalInt.of(10)));
    assertThat(plan.requeueAt()).contains(NOW.plusSeconds(600));
  }

  @Test
  void aRouteThatCannotBeSplitIsReportedAndNoServersStart() {
    route = new RouteState.Unusable(CanaryReason.ROUTE_MISSING, "HTTPRoute restore is missing");

    CanaryPlan plan = next(null);

    assertThat(plan.status().phase()).isEqualTo(CanaryPhase.STARTING);
    assertThat(plan.status().reason()).isEqualTo("RouteMissing");
    assertThat(plan.status().message()).isEqualTo("HTTPRoute restore is missing");
    assertThat(plan.target()).isEmpty();
  }

  @Test
  void withoutAGatewayApiTheModelIsRolledOutAtOnce() {
    route = new RouteState.NoGatewayApi();

    assertNext(null, CanaryPhase.SKIPPED, CanaryReason.GATEWAY_API_MISSING);
    assertThat(next(null).status().message())
        .isEqualTo(
            "The cluster has no HTTPRoute of gateway.networking.k8s.io/v1; the new model is rolled"
                + " out at once");
    assertThat(next(null).target()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the image is missing | No server with the new model is ready: the image is missing
                               | No server with the new model is ready; see their logs
          """)
  void lostServersEndAStepWithTheirMessage(String message, String sentence) {
    candidate = Optional.of(servers(NEW, 0, 0, message));
    seeWeight(10);

    assertNext(step(1, EARLIER), CanaryPhase.ROLLING_BACK, CanaryReason.NOT_READY);
    assertThat(next(step(1, EARLIER)).status().message()).isEqualTo(sentence);
  }

  @Test
  void oneReadyServerIsEnoughForAStep() {
    candidate = Optional.of(servers(NEW, 1, 0, null));
    seeWeight(10);

    assertThat(next(step(1, NOW)).status().phase()).isEqualTo(CanaryPhase.STEPPING);
  }

  @Test
  void aServerThatRestartedEndsTheCanary() {
    candidate = Optional.of(servers(NEW, 2, 3, null));
    seeWeight(10);

    assertNext(step(1, EARLIER), CanaryPhase.ROLLING_BACK, CanaryReason.RESTARTED);
    assertThat(next(step(1, EARLIER)).status().message())
        .isEqualTo(
            "Servers with the new model restarted 3 times; see the logs of the previous"
                + " containers");
  }

  @Test
  void anUnmeasuredModelStaysInItsStep() {
    seeReady();
    seeWeight(10);

    assertNext(step(1, EARLIER), CanaryPhase.STEPPING, CanaryReason.STEP);
    assertThat(next(step(1, EARLIER)).status().message())
        .isEqualTo(
            "Step 1 of 2: the new model receives 10 % of the requests. No server reports how the"
                + " two models compare; check DNS and network policies: the operator reads the port"
                + " of the servers, and the serving servers read the Service of the canary");
  }

  @Test
  void aGoodModelAdvancesToTheNextWeight() {
    seeReady();
    seeWeight(10);
    measureEqualModels();

    CanaryPlan plan = next(step(1, EARLIER));

    assertThat(plan.status().step()).isEqualTo(2);
    assertThat(plan.status().weight()).isEqualTo(50);
    assertThat(plan.status().samples()).isEqualTo(100);
    assertThat(plan.status().message())
        .isEqualTo("Step 2 of 2: the new model receives 50 % of the requests");
    assertThat(plan.requeueAt()).contains(NOW.plusSeconds(1200));
  }

  @Test
  void afterTheLastStepTheDeploymentTakesTheModel() {
    seeReady();
    seeWeight(50);
    measureEqualModels();

    CanaryStatus status = next(step(2, NOW.minusSeconds(1200))).status();

    assertThat(status.phase()).isEqualTo(CanaryPhase.PROMOTING);
    assertThat(status.weight()).as("until the Deployment has the model").isEqualTo(50);
    assertThat(status.message()).startsWith("All steps passed: 0 of 1000 requests");
  }

  @Test
  void aPausedCanaryKeepsItsStep() {
    seeReady();
    seeWeight(10);
    measureEqualModels();
    isPaused = true;

    assertNext(step(1, EARLIER), CanaryPhase.STEPPING, CanaryReason.PAUSED);
    assertThat(next(step(1, EARLIER)).status().message())
        .isEqualTo("Step 1 of 2: the new model receives 10 % of the requests; it is suspended");
  }

  @Test
  void aWorseModelIsRolledBackWithItsFigures() {
    seeReady();
    seeWeight(10);
    measureEqualModels();
    CanaryMeasurements good = measured.orElseThrow();
    measured =
        Optional.of(
            new CanaryMeasurements(
                good.serving(), new RequestStatistics(100, 40, 0.5), good.paired()));

    assertNext(step(1, EARLIER), CanaryPhase.ROLLING_BACK, CanaryReason.ERROR_RATE);
    assertThat(next(step(1, EARLIER)).target())
        .contains(new CanaryTarget(NEW, OptionalInt.of(2), "restore", OptionalInt.of(0)));
  }

  @Test
  void samplesOfServersThatDoNotAnswerAreKept() {
    seeReady();
    seeWeight(10);

    assertThat(next(step(1, EARLIER).measured(7L, null)).status().samples()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTING", "STEPPING"})
  void anotherModelOrNoPolicyEndsACanary(CanaryPhase phase) {
    seeReady();
    CanaryStatus before = phase == CanaryPhase.STARTING ? starting() : step(1, EARLIER);

    model = Optional.of("sha256:3");
    assertNext(before, CanaryPhase.ROLLING_BACK, CanaryReason.SUPERSEDED);
    model = Optional.empty();
    assertNext(before, CanaryPhase.ROLLING_BACK, CanaryReason.SUPERSEDED);
    model = Optional.of(NEW);
    policy = Optional.empty();
    assertNext(before, CanaryPhase.ROLLING_BACK, CanaryReason.SUPERSEDED);
    assertThat(next(before).status().message())
        .isEqualTo("The spec asks for another model or no canary");
  }

  @Test
  void serversOfACanaryWithoutAPolicyKeepTheirNumberUntilTheyAreDrained() {
    seeReady();
    seeWeight(10);
    policy = Optional.empty();

    assertThat(next(step(1, EARLIER)).target())
        .contains(new CanaryTarget(NEW, OptionalInt.of(2), "restore", OptionalInt.of(0)));
  }

  @Test
  void theTimeOfAStepBeginsAgainWhenItsRouteIsLost() {
    seeReady();
    route = new RouteState.Unusable(CanaryReason.ROUTE_MISSING, "gone");

    CanaryStatus status = next(step(1, EARLIER)).status();

    assertThat(status.phase()).isEqualTo(CanaryPhase.STEPPING);
    assertThat(status.reason()).isEqualTo("RouteMissing");
    assertThat(status.transitionedAt()).isEqualTo(NOW.toString());
  }

  @Test
  void aDeploymentThatHasTheModelFinishesTheCanary() {
    seeReady();
    seeWeight(50);
    promotion = Promotion.DONE;

    assertNext(
        in(CanaryPhase.PROMOTING, 50, EARLIER), CanaryPhase.FINISHING, CanaryReason.FINISHING);
    assertThat(next(in(CanaryPhase.PROMOTING, 50, EARLIER)).status().message())
        .isEqualTo("All requests go to the servers that took the new model");
  }

  @Test
  void aDeploymentThatDoesNotGetReadyRollsTheModelBack() {
    seeReady();
    promotion = Promotion.FAILED;

    assertNext(
        in(CanaryPhase.PROMOTING, 50, EARLIER),
        CanaryPhase.ROLLING_BACK,
        CanaryReason.PROMOTION_FAILED);
    assertThat(next(in(CanaryPhase.PROMOTING, 50, EARLIER)).status().message())
        .isEqualTo("The new model was not rolled out");
  }

  @Test
  void anotherModelDuringThePromotionRollsTheModelBack() {
    seeReady();
    model = Optional.of("sha256:3");

    assertNext(
        in(CanaryPhase.PROMOTING, 50, EARLIER),
        CanaryPhase.ROLLING_BACK,
        CanaryReason.PROMOTION_FAILED);
  }

  @Test
  void aLatePromotionIsRolledBackWithTheDeadline() {
    seeReady();
    promotion = Promotion.LATE;

    assertThat(next(in(CanaryPhase.PROMOTING, 50, EARLIER)).status().message())
        .isEqualTo("Not finished within activeDeadlineSeconds");
  }

  @Test
  void aPromotionWhoseServersAreLostReceivesNoRequests() {
    seeWeight(50);

    CanaryStatus status = next(in(CanaryPhase.PROMOTING, 50, EARLIER)).status();

    assertThat(status.phase()).isEqualTo(CanaryPhase.PROMOTING);
    assertThat(status.weight()).isZero();
    assertThat(next(in(CanaryPhase.PROMOTING, 0, EARLIER)).status().transitionedAt())
        .as("once")
        .isEqualTo(EARLIER.toString());
  }

  @ParameterizedTest
  @CsvSource({"FINISHING, SUCCEEDED, CanarySucceeded", "ROLLING_BACK, ROLLED_BACK, CanaryStarting"})
  void serversAreRemovedHalfAMinuteAfterTheirLastWeight(
      CanaryPhase phase, CanaryPhase end, String reason) {
    seeReady();
    seeWeight(0);

    assertThat(next(in(phase, 0, NOW.minusSeconds(29))).status().phase()).isEqualTo(phase);
    CanaryPlan over = next(in(phase, 0, NOW.minusSeconds(30)));
    assertThat(over.status().phase()).isEqualTo(end);
    assertThat(over.status().reason()).isEqualTo(reason);
    assertThat(over.target())
        .contains(new CanaryTarget(NEW, OptionalInt.empty(), "restore", OptionalInt.empty()));
    assertThat(over.requeueAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"14, false", "15, true", "60, true"})
  void theDrainBeginsAgainWhileTheRouteStillSendsRequests(int seconds, boolean again) {
    seeReady();
    seeWeight(10);
    Instant since = NOW.minusSeconds(seconds);

    CanaryStatus status = next(in(CanaryPhase.ROLLING_BACK, 0, since)).status();

    assertThat(status.phase()).isEqualTo(CanaryPhase.ROLLING_BACK);
    assertThat(status.transitionedAt()).isEqualTo((again ? NOW : since).toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"ROLLED_BACK", "SKIPPED"})
  void aRejectedModelIsNotTriedAgainWithoutAnEdit(CanaryPhase phase) {
    CanaryStatus before = in(phase, 0, EARLIER);

    assertThat(next(before).status()).isEqualTo(before);
    isEdited = true;
    assertThat(next(before).status()).isEqualTo(CanaryStatus.starting(NEW, "restore", NOW));
  }

  @ParameterizedTest
  @EnumSource(names = {"ROLLED_BACK", "SKIPPED", "SUCCEEDED"})
  void anotherModelStartsACanaryOfItsOwn(CanaryPhase phase) {
    model = Optional.of("sha256:3");

    assertThat(next(in(phase, 0, EARLIER)).status())
        .isEqualTo(CanaryStatus.starting("sha256:3", "restore", NOW));
  }

  @Test
  void aModelThatSucceededOnceProvesItselfAgainWhenItReturns() {
    assertThat(next(in(CanaryPhase.SUCCEEDED, 0, EARLIER)).status().phase())
        .isEqualTo(CanaryPhase.STARTING);
    mayStart = false;
    assertThat(next(in(CanaryPhase.SUCCEEDED, 0, EARLIER)).status().phase())
        .isEqualTo(CanaryPhase.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "model", "start", "route"})
  void aRollbackGoesOnIfTheEditChangesMoreThanTheSettings(String what) {
    isEdited = true;
    seeReady();
    seeWeight(0);
    switch (what) {
      case "policy" -> policy = Optional.empty();
      case "model" -> model = Optional.of("sha256:3");
      case "start" -> mayStart = false;
      default ->
          policy =
              Optional.of(
                  new CanarySpec(new RouteReference("other"), POLICY.steps(), 2, null, null));
    }

    assertThat(next(in(CanaryPhase.ROLLING_BACK, 0, NOW)).status().phase())
        .isEqualTo(CanaryPhase.ROLLING_BACK);
  }

  @Test
  void theTimeOfTheLastChangeIsRecorded() {
    seeReady();
    seeWeight(10);
    CanaryStatus held = next(step(1, NOW)).status();

    assertThat(held.updatedAt()).isEqualTo(NOW.toString());
    assertThat(next(held).status()).as("nothing changes").isEqualTo(held);
  }

  @Test
  void aRouteWithDifferentRulesIsBroughtToOneWeight() {
    seeReady();
    route = new RouteState.Weights(OptionalInt.of(10), false);

    assertThat(next(step(1, NOW)).target()).map(CanaryTarget::weight).contains(OptionalInt.of(10));
  }

  @Test
  void anotherNumberOfServersIsCorrected() {
    candidate = Optional.of(new CandidateServers(NEW, 1, 1, 0, null, null, NOW));
    seeWeight(10);

    assertThat(next(step(1, NOW)).target()).map(CanaryTarget::servers).contains(OptionalInt.of(2));
  }
}
