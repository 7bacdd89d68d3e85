// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.RouteState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is seen of a job. */
class ObservationTest {
  private static final StageKey KEY = new StageKey("1".repeat(64));
  private static final StageKey OTHER = new StageKey("2".repeat(64));

  private static StageRun run(StageName stage, StageKey key, int attempt) {
    return new StageRun(stage, key, attempt, stage + "-" + attempt, List.of());
  }

  private static Observation of(StageRun... runs) {
    return new Observation(Map.of(), Map.of(), List.of(runs), ServingState.none());
  }

  @Test
  void theLatestAttemptOfAStageIsFoundInAnyOrder() {
    Observation seen =
        of(
            run(StageName.TRAIN, KEY, 2),
            run(StageName.TRAIN, KEY, 10),
            run(StageName.TRAIN, KEY, 9));

    assertThat(seen.run(StageName.TRAIN, KEY)).map(StageRun::attempt).contains(10);
  }

  @Test
  void attemptsOfAnotherStageOrKeyAreNotConsidered() {
    Observation seen =
        of(
            run(StageName.TRAIN, KEY, 1),
            run(StageName.TRAIN, OTHER, 5),
            run(StageName.GENERATE, KEY, 7));

    assertThat(seen.run(StageName.TRAIN, KEY)).map(StageRun::attempt).contains(1);
    assertThat(seen.run(StageName.PREPARE, KEY)).isEmpty();
    assertThat(seen.run(StageName.GENERATE, OTHER)).isEmpty();
  }

  @Test
  void anEmptyClusterHasNothing() {
    Observation empty = Observation.empty();

    assertThat(empty.identities()).isEmpty();
    assertThat(empty.complete()).isEmpty();
    assertThat(empty.runs()).isEmpty();
    assertThat(empty.gpuUse()).isEmpty();
    assertThat(empty.serving()).isEqualTo(ServingState.none());
    assertThat(empty.canary()).isEqualTo(CanaryObservation.none());
  }

  @Test
  void anotherCanaryReplacesNothingElse() {
    CanaryObservation canary =
        new CanaryObservation(
            new RouteState.Unusable(CanaryReason.ROUTE_MISSING, "none"),
            Optional.empty(),
            Optional.empty());
    Observation seen = of(run(StageName.TRAIN, KEY, 1));

    assertThat(seen.withCanary(canary).canary()).isEqualTo(canary);
    assertThat(seen.withCanary(canary).withCanary(CanaryObservation.none())).isEqualTo(seen);
  }

  @Test
  void laterChangesDoNotReachIt() {
    Map<String, String> identities = new HashMap<>(Map.of("dataset.source", "1"));
    Map<StageKey, TerminationMessage> complete = new HashMap<>();
    List<StageRun> runs = new ArrayList<>();
    Observation seen = new Observation(identities, complete, runs, ServingState.none());

    identities.clear();
    complete.put(KEY, TerminationMessage.success(StageName.TRAIN, KEY, null));
    runs.add(run(StageName.TRAIN, KEY, 1));

    assertThat(seen.identities()).hasSize(1);
    assertThat(seen.complete()).isEmpty();
    assertThat(seen.runs()).isEmpty();
  }

  @Test
  void theServersAreAlwaysKnown() {
    assertThatThrownBy(() -> new Observation(Map.of(), Map.of(), List.of(), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("serving");
  }
}
