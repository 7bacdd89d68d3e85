// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.TerminationMessage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which stages run and which results are reused. */
class JobPlanTest {
  private static final Map<String, String> DIGESTS =
      Map.of(
          "restorer.source", "sha256:1", "prior.source", "sha256:2", "dataset.source", "sha256:3");

  private final Map<StageKey, TerminationMessage> complete = new HashMap<>();
  private AdaptationJobSpec spec;
  private StageKey prepare;

  @BeforeEach
  void read() throws JsonProcessingException {
    spec =
        AdaptationJobYaml.read(
                """
                spec:
                  restorer: {source: {uri: r.pth}}
                  prior: {source: {uri: p.pth}}
                  dataset: {source: {uri: images}}
                  workspace: {persistentVolumeClaim: {claimName: w}}
                """)
            .getSpec();
    prepare = StageKeys.of(spec).prepare(Map.of());
  }

  private JobPlan plan() {
    return JobPlan.of(spec, Map.of(), complete);
  }

  private void finishPrepare() {
    complete.put(
        prepare,
        TerminationMessage.success(StageName.PREPARE, prepare, new ItemCounts(38, 40, 2))
            .withDigests(DIGESTS));
  }

  @Test
  void beforePrepareOnlyItsKeyIsKnown() {
    assertThat(plan().keys()).containsOnlyKeys(StageName.PREPARE).containsValue(prepare);
    assertThat(plan().images()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StageName.class)
  void beforePrepareNothingIsReused(StageName stage) {
    assertThat(plan().isReused(stage)).isFalse();
  }

  @Test
  void theKeysOfTheOtherStagesFollowFromTheContentThatPrepareFound() {
    finishPrepare();

    assertThat(plan().keys())
        .isEqualTo(
            Map.of(
                StageName.PREPARE, prepare,
                StageName.GENERATE, StageKeys.of(spec).generate(DIGESTS),
                StageName.TRAIN, StageKeys.of(spec).train(DIGESTS),
                StageName.EVALUATE, StageKeys.of(spec).evaluate(DIGESTS)));
  }

  @Test
  void theUsableImagesArePrepared() {
    finishPrepare();

    assertThat(plan().images()).contains(38L);
  }

  @Test
  void aResultWithoutCountsLeavesTheNumberOfImagesUnknown() {
    complete.put(
        prepare, TerminationMessage.success(StageName.PREPARE, prepare, null).withDigests(DIGESTS));

    assertThat(plan().images()).isEmpty();
    assertThat(plan().keys()).hasSize(4);
  }

  @Test
  void eachFinishedStageIsReused() {
    finishPrepare();
    StageKey train = StageKeys.of(spec).train(DIGESTS);
    complete.put(train, TerminationMessage.success(StageName.TRAIN, train, null));

    assertThat(plan().isReused(StageName.PREPARE)).isTrue();
    assertThat(plan().isReused(StageName.GENERATE)).isFalse();
    assertThat(plan().isReused(StageName.TRAIN)).isTrue();
    assertThat(plan().isReused(StageName.EVALUATE)).isFalse();
    assertThat(plan().isReused(StageName.PUBLISH)).isFalse();
  }

  @Test
  void anotherIdentityOfALocalSourceIsPreparedAgain() {
    finishPrepare();

    JobPlan changed = JobPlan.of(spec, Map.of("dataset.source", "listing 2"), complete);

    assertThat(changed.isReused(StageName.PREPARE)).isFalse();
    assertThat(changed.images()).isEmpty();
  }
}
