// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ServingState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which model a candidate is compared with besides the base. */
class BaselineSelectorTest {
  private static final String SERVING = "sha256:serving";
  private static final String EARLIER = "sha256:earlier";
  private static final String CANDIDATE = "sha256:candidate";
  private static final StageKey TRAIN = key('1');
  private static final StageKey ALONE = key('a');
  private static final Map<String, StageKey> WITH = Map.of(SERVING, key('b'), EARLIER, key('c'));

  /** The key of evaluate, by the model that it also measures. */
  private static final Function<String, StageKey> KEYS =
      serving -> serving == null ? ALONE : WITH.get(serving);

  private AdaptationJobStatus status = AdaptationJobStatus.empty();
  private Map<String, StageKey> recorded = Map.of(SERVING, TRAIN);
  private Map<StageKey, TerminationMessage> workspace = Map.of();

  @Test
  void theModelThatServesIsTheBaseline() {
    assertThat(chosen(SERVING)).contains(SERVING);
  }

  @Test
  void withoutAServingModelOnlyTheBaseIsCompared() {
    assertThat(chosen(null)).isEmpty();
  }

  @Test
  void aModelIsNotComparedWithItself() {
    assertThat(chosen(CANDIDATE)).isEmpty();
  }

  @Test
  void aCandidateThatIsNotKnownIsComparedWithTheBaseOnly() {
    assertThat(selector(SERVING).choose(Optional.empty(), KEYS)).isEmpty();
  }

  @Test
  void theRecordedGateTellsTheCandidateIfTrainDoesNot() {
    status = withGate(gate(null));

    assertThat(selector(SERVING).choose(Optional.empty(), KEYS)).contains(SERVING);
  }

  @Test
  void aModelWhoseArtefactCannotBeLocatedIsNoBaseline() {
    recorded = Map.of();

    assertThat(chosen(SERVING)).isEmpty();
  }

  @Test
  void anEvaluationWithTheBaseOnlyKeepsItsKeyAfterARollout() {
    status = withEvaluation(ALONE, StageState.RUNNING);

    assertThat(chosen(SERVING)).isEmpty();
  }

  @Test
  void anEvaluationKeepsItsBaselineAfterTheNextModelReplacedIt() {
    recorded = Map.of(EARLIER, TRAIN);
    status = withGate(gate(EARLIER)).withStages(evaluation(key('c'), StageState.RUNNING));

    assertThat(chosen(SERVING)).contains(EARLIER);
  }

  @Test
  void aFinishedEvaluationKeepsABaselineWhoseArtefactIsGone() {
    recorded = Map.of();
    status = withGate(gate(EARLIER)).withStages(evaluation(key('c'), StageState.SUCCEEDED));

    assertThat(chosen(SERVING)).contains(EARLIER);
  }

  @Test
  void aRunningEvaluationNeedsTheArtefactOfItsBaseline() {
    recorded = Map.of();
    status = withGate(gate(EARLIER)).withStages(evaluation(key('c'), StageState.RUNNING));

    assertThat(chosen(SERVING)).isEmpty();
  }

  @Test
  void anEvaluationThatBeganWithTheServingModelGoesOnBeforeItsGateIsRecorded() {
    status = withEvaluation(key('b'), StageState.RUNNING);

    assertThat(selector(SERVING).choose(Optional.empty(), KEYS)).contains(SERVING);
  }

  @Test
  void anEvaluationOfAnotherModelDecidesNothing() {
    status = withGate(gate(EARLIER)).withStages(evaluation(key('d'), StageState.RUNNING));

    assertThat(chosen(SERVING)).contains(SERVING);
  }

  @Test
  void anArtefactIsLocatedByTheRecordOfItsServers() {
    assertThat(selector(SERVING).model(SERVING)).contains(new ServingModel(SERVING, TRAIN));
    assertThat(selector(SERVING).model(EARLIER)).isEmpty();
  }

  @Test
  void anArtefactIsLocatedByTheResultsInTheWorkspace() {
    recorded = Map.of();
    workspace =
        Map.of(
            key('8'), trained(key('8'), SERVING),
            key('7'), trained(key('7'), SERVING),
            key('6'), trained(key('6'), EARLIER),
            key('5'), evaluated(key('5'), SERVING));

    assertThat(selector(SERVING).model(SERVING)).contains(new ServingModel(SERVING, key('7')));
  }

  private Optional<String> chosen(String active) {
    return selector(active).choose(Optional.of(CANDIDATE), KEYS);
  }

  private BaselineSelector selector(String active) {
    ServingState serving = new ServingState(active, 1, "http://servers", null, recorded);
    return new BaselineSelector(
        status, new Observation(Map.of(), workspace, List.of(), serving), active);
  }

  private AdaptationJobStatus withEvaluation(StageKey key, StageState state) {
    return status.withStages(evaluation(key, state));
  }

  private static List<StageStatus> evaluation(StageKey key, StageState state) {
    return List.of(
        new StageStatus(
            StageName.EVALUATE,
            key.hex(),
            "evaluate-1",
            1,
            null,
            null,
            null,
            null,
            state,
            "Running",
            null,
            null,
            null));
  }

  private static AdaptationJobStatus withGate(GateStatus gate) {
    return new AdaptationJobStatus(
        1L, null, null, null, null, null, gate, null, null, null, null, null);
  }

  private static GateStatus gate(String serving) {
    return new GateStatus(GateDecision.PASSED, CANDIDATE, 12, List.of(), serving);
  }

  private static TerminationMessage trained(StageKey key, String digest) {
    return answer(StageName.TRAIN, key, digest);
  }

  private static TerminationMessage evaluated(StageKey key, String digest) {
    return answer(StageName.EVALUATE, key, digest);
  }

  private static TerminationMessage answer(StageName stage, StageKey key, String digest) {
    return TerminationMessage.success(stage, key, new ItemCounts(1, 1, 0))
        .withDigests(Map.of(TerminationMessage.MODEL, digest));
  }

  private static StageKey key(char digit) {
    return new StageKey(String.valueOf(digit).repeat(64));
  }
}
