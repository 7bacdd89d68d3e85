// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.reason.SourceReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of JSON that a run writes if its output is not a terminal. */
class JsonLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonLines display =
      new JsonLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private JsonNode line(AdaptationJobStatus status) throws IOException {
    bytes.reset();
    display.show(status, List.of());
    return new ObjectMapper().readTree(bytes.toByteArray());
  }

  @Test
  void eachChangeIsOneLine() {
    display.show(StageStatuses.job(Phase.PREPARING, 1, null), List.of());
    display.show(StageStatuses.job(Phase.PREPARING, 1, null), List.of());
    display.show(StageStatuses.job(Phase.PREPARING, 2, null), List.of());

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
  }

  @Test
  void aLineHasPhasePercentageAndRemainingTime() throws IOException {
    JsonNode line = line(StageStatuses.job(Phase.TRAINING, 42, 7L));

    assertThat(line.path("phase").asText()).isEqualTo("Training");
    assertThat(line.path("percentage").asInt()).isEqualTo(42);
    assertThat(line.path("secondsLeft").asInt()).isEqualTo(7);
  }

  @Test
  void theFirstUnfinishedStageIsShownWithoutItsInternals() throws IOException {
    JsonNode line =
        line(
            StageStatuses.job(
                Phase.GENERATING,
                StageStatuses.succeeded(StageName.PREPARE, new ItemCounts(3, 3, 0)),
                StageStatuses.running(StageName.GENERATE, new ItemCounts(1, 3, 0)),
                StageStatuses.running(StageName.TRAIN, null)));

    assertThat(line.path("stage").path("name").asText()).isEqualTo("generate");
    assertThat(line.path("stage").path("items").path("total").asInt()).isEqualTo(3);
    assertThat(line.path("stage").has("cacheKey")).isFalse();
  }

  @Test
  void warningsAreListed() throws IOException {
    JsonNode line =
        line(
            StageStatuses.job(
                Phase.SUCCEEDED,
                StageStatuses.with(
                    StageName.PREPARE,
                    StageState.SUCCEEDED,
                    SourceReason.DATASET_NOT_ALIGNED,
                    "eyes are elsewhere")));

    assertThat(line.path("warnings"))
        .extracting(JsonNode::asText)
        .containsExactly("eyes are elsewhere");
    assertThat(line.has("stage")).as("nothing is unfinished").isFalse();
  }

  @Test
  void theDecisionOfTheGateAndTheUrlAreShown() throws IOException {
    GateStatus gate = new GateStatus(GateDecision.FAILED, "sha256:1", 4, List.of());
    JsonNode line =
        line(
            new AdaptationJobStatus(
                1L,
                null,
                Phase.SUCCEEDED,
                null,
                null,
                null,
                gate,
                null,
                new ServingStatus("http://127.0.0.1:8080", null, 1, 1, null),
                null,
                null,
                null));

    assertThat(line.path("gate").path("decision").asText()).isEqualTo("Failed");
    assertThat(line.path("url").asText()).isEqualTo("http://127.0.0.1:8080");
  }
}
