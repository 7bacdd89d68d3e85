// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small values of a status. */
class StatusValuesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "PREPARE, prepare, SourcesResolved",
    "GENERATE, generate, PseudoTargetsReady",
    "TRAIN, train, Trained",
    "EVALUATE, evaluate, Evaluated",
    "PUBLISH, publish, Published",
    "SERVE, serve, RolledOut"
  })
  void aStageHasANameAndACondition(StageName stage, String name, String condition)
      throws JsonProcessingException {
    assertThat(stage.value()).isEqualTo(name);
    assertThat(stage).hasToString(name);
    assertThat(stage.condition()).isEqualTo(condition);
    assertThat(MAPPER.writeValueAsString(stage)).isEqualTo('"' + name + '"');
  }

  @ParameterizedTest
  @CsvSource({"WAITING, false", "RUNNING, false", "SUCCEEDED, true", "FAILED, true"})
  void aStateIsFinalOrNot(StageState state, boolean isTerminal) {
    assertThat(state.isTerminal()).isEqualTo(isTerminal);
  }

  @Test
  void countsThatAreMissingAreZero() throws JsonProcessingException {
    assertThat(MAPPER.readValue("{\"done\": 3}", ItemCounts.class))
        .isEqualTo(new ItemCounts(3, 0, 0));
    assertThat(new ItemCounts(null, null, null)).isEqualTo(new ItemCounts(0, 0, 0));
  }

  @Test
  void aPlanWithoutStagesIsEmpty() {
    assertThat(new PlanStatus(null, null, null).stages()).isEmpty();
    assertThat(new PlanStatus(null, null, null).objects()).isEmpty();
  }

  @Test
  void aGateWithoutRowsHasNone() {
    assertThat(new GateStatus(GateDecision.PASSED, "sha256:1", null, null).metrics()).isEmpty();
    assertThat(new GateStatus(GateDecision.PASSED, "sha256:1", 3, List.of()).serving()).isNull();
  }

  @Test
  void serversHaveTheStateOfTheirCanary() {
    CanaryStatus canary = CanaryStatus.starting("sha256:1", "restore", Instant.EPOCH);
    ServingStatus servers = new ServingStatus("http://night", "sha256:0", 1, 2, "one is missing");

    assertThat(servers.canary()).isNull();
    assertThat(servers.withCanary(canary))
        .isEqualTo(new ServingStatus("http://night", "sha256:0", 1, 2, "one is missing", canary));
    assertThat(servers.withCanary(canary).withCanary(null)).isEqualTo(servers);
  }
}
