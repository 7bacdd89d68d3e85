// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.reason.FailureReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageMessagesTest {
  private static final StageKey KEY = new StageKey("0123456789abcdef".repeat(4));
  private static final String DIGEST = "sha256:" + KEY;

  @ParameterizedTest
  @EnumSource(value = StageName.class, mode = EnumSource.Mode.EXCLUDE, names = "SERVE")
  void aDocumentReadsBackEqual(StageName stage) throws IOException {
    StageDocument document = document(stage);

    assertThat(StageDocument.fromJson(document.toJson())).isEqualTo(document);
  }

  @Test
  void aDocumentContainsNothingAboutPods() throws IOException {
    assertThat(document(StageName.GENERATE).toJson()).doesNotContain("nodeSelector", "16Gi");
  }

  @Test
  void aDocumentWithAnUnknownFieldIsRejected() throws IOException {
    String json = document(StageName.TRAIN).toJson().replace("\"iterations\"", "\"iteration\"");

    assertThatThrownBy(() -> StageDocument.fromJson(json))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("iteration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"\\\n", "é", "😀", "\u0001"})
  void aTerminationMessageOfAnySentenceFitsAndReads(String text) throws JsonProcessingException {
    for (int length : new int[] {1, 300, 1024, 1025, 20000}) {
      checkFits(preparation(text.repeat(length)), text);
      checkFits(measurement(text.repeat(length)), text);
    }
  }

  private static void checkFits(TerminationMessage message, String start)
      throws JsonProcessingException {
    String json = message.toJson();

    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(TerminationMessage.LIMIT);
    TerminationMessage read = TerminationMessage.fromJson(json);
    assertThat(read.metrics()).isEqualTo(message.metrics());
    assertThat(read.digests()).isEqualTo(message.digests());
    assertThat(read.message()).startsWith(start);
  }

  /** A gate has at most 16 rows; three folders may be added. */
  @Test
  void theEvidenceOfTheLongestGateFits() throws JsonProcessingException {
    double number = -0.12345678901234567;
    String network = "own network of widths [16, 32, 64]";
    List<MetricResult> metrics = new ArrayList<>();
    for (int row = 0; row < 16; row++) {
      Metric metric = Metric.values()[row % Metric.values().length];
      MetricResult result =
          new MetricResult(metric, number, number, number, number, number, null, null).rounded(5);
      metrics.add(metric.needsNetwork() ? result.withExtractor(network) : result);
    }
    for (int slice = 0; slice < 3; slice++) {
      metrics.add(metrics.get(0).withExtractor(network).inSlice("…" + "f".repeat(48)));
    }
    TerminationMessage message =
        TerminationMessage.success(
                StageName.EVALUATE, KEY, new ItemCounts(1_000_000, 1_000_000, 1_000_000))
            .withDigests(Map.of(TerminationMessage.MODEL, DIGEST))
            .withMetrics(metrics);

    assertThat(message.fits()).isTrue();
    assertThat(TerminationMessage.fromJson(message.toJson())).isEqualTo(message);
  }

  @Test
  void aMessageThatIsTooLongDoesNotFit() {
    List<MetricResult> metrics =
        Collections.nCopies(
            40, new MetricResult(Metric.NIQE, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, GateDecision.PASSED));
    TerminationMessage message =
        TerminationMessage.success(StageName.EVALUATE, KEY, new ItemCounts(1, 1, 0))
            .withMetrics(metrics);

    assertThat(message.fits()).isFalse();
    assertThatThrownBy(message::toJson).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void progressReadsBackEqual() throws JsonProcessingException {
    StageProgress progress =
        new StageProgress(
            StageName.GENERATE, KEY, 3, 10, 100, 1, 0.5, 180L, "step 3", "2026-11-24T00:00:00Z");

    assertThat(StageProgress.fromJson(progress.toJson())).isEqualTo(progress);
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void anExitCodeNamesItsClass(FailureClass failure) {
    assertThat(FailureClass.ofExitCode(failure.exitCode())).contains(failure);
  }

  @Test
  void successHasNoClassAndAnUnknownCodeIsADefect() {
    assertThat(FailureClass.ofExitCode(0)).isEmpty();
    assertThat(FailureClass.ofExitCode(137)).contains(FailureClass.RESOURCES);
    assertThat(FailureClass.ofExitCode(1)).contains(FailureClass.INTERNAL);
  }

  @Test
  void sourcesAreFoundInClaimsAndBesideTheManifest() {
    SourceLocator locator =
        new SourceLocator(Path.of("/jobs"), Map.of("models", Path.of("/mnt/models")));

    assertThat(locator.path("pvc://models/a/b.pth")).contains(Path.of("/mnt/models/a/b.pth"));
    assertThat(locator.path("images/night")).contains(Path.of("/jobs/images/night"));
    assertThat(locator.path("file:///data/x")).contains(Path.of("/data/x"));
    assertThat(locator.path("s3://bucket/key")).isEmpty();
    assertThatThrownBy(() -> locator.path("pvc://others/x")).hasMessageContaining("others");
    assertThatThrownBy(() -> locator.path("pvc://models/../x"))
        .hasMessageContaining("outside of the claim");
  }

  private static StageDocument document(StageName stage) throws IOException {
    AdaptationJobSpec spec =
        AdaptationJobYaml.read(Path.of("src/test/resources/manifests/valid-complete.yaml"))
            .getSpec();
    return new StageDocument(
        stage,
        KEY,
        new JobReference("default", "night-cctv", "uid"),
        Map.of(StageName.PREPARE, KEY),
        Map.of("dataset.source", DIGEST),
        KEY,
        stage == StageName.PUBLISH ? publication(spec) : StageParameters.of(stage, spec),
        8,
        3);
  }

  private static PublishParameters publication(AdaptationJobSpec spec) {
    return new PublishParameters(
        new PublishSpec("oci://registry.example/night:ok", null, null),
        spec.restorer(),
        (StageParameters.Generate) StageParameters.of(StageName.GENERATE, spec),
        (StageParameters.Train) StageParameters.of(StageName.TRAIN, spec),
        (StageParameters.Evaluate) StageParameters.of(StageName.EVALUATE, spec),
        new GateStatus(GateDecision.PASSED, DIGEST, 12, List.of()));
  }

  private static TerminationMessage preparation(String sentence) {
    Map<String, String> digests = new TreeMap<>();
    Map<String, Integer> images = new TreeMap<>();
    for (SourceName name : SourceName.values()) {
      digests.put(name.field(), DIGEST);
      images.put(name.field(), 1_000_000);
    }
    return failure(StageName.PREPARE, sentence).withDigests(digests).withImages(images);
  }

  private static TerminationMessage measurement(String sentence) {
    double number = -0.12345678901234567;
    List<MetricResult> metrics =
        Arrays.stream(Metric.values())
            .map(
                metric ->
                    new MetricResult(
                        metric,
                        number,
                        number,
                        number,
                        number,
                        number,
                        number,
                        GateDecision.INCONCLUSIVE))
            .toList();
    return failure(StageName.EVALUATE, sentence)
        .withDigests(Map.of(TerminationMessage.MODEL, DIGEST))
        .withMetrics(metrics);
  }

  private static TerminationMessage failure(StageName stage, String sentence) {
    return TerminationMessage.failure(
            stage, KEY, FailureClass.DATA, FailureReason.PRE_RUNNING_DEADLINE_EXCEEDED, sentence)
        .withItems(new ItemCounts(1_000_000, 1_000_000, 1_000_000));
  }
}
