// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.contract.FailureClass;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which metrics can be measured with the sources of a job. */
class MetricChoiceTest {
  private static final Item A = new Item("a.png", "sha256:a", "images/a.png", true);
  private static final Item B = new Item("b.png", "sha256:b", "images/b.png", true);

  @TempDir Path folder;

  private MetricChoice choice(int size, List<Item> reference, List<Item> truth, Item... holdout) {
    PreparedIndex index =
        new PreparedIndex(
            size, List.of(holdout), List.of(), List.of(), reference, truth, List.of(), List.of());
    return new MetricChoice(index, new PreparedModels(folder));
  }

  private void provide(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void withoutOtherSourcesOnlyTheConsistencyIsMeasured() {
    assertThat(choice(64, List.of(), List.of(), A, B).of(null)).containsExactly(Metric.CONSISTENCY);
  }

  @Test
  void cleanImagesMakeNiqePossible() {
    assertThat(choice(64, List.of(A, B), List.of(), A, B).of(null))
        .containsExactlyInAnyOrder(Metric.NIQE, Metric.CONSISTENCY);
  }

  @Test
  void groundTruthOfOneImageMakesPsnrAndSsimPossible() {
    assertThat(choice(64, List.of(), List.of(A), A, B).of(null))
        .containsExactlyInAnyOrder(Metric.PSNR, Metric.SSIM, Metric.CONSISTENCY);
  }

  @Test
  void everySourceMakesEveryMetricPossible() throws IOException {
    PreparedModels models = new PreparedModels(folder);
    provide(models.weights(PreparedModels.PERCEPTUAL));
    provide(folder.resolve(PreparedModels.EXTRACTOR));
    for (String network : List.of("identity.onnx", "quality.onnx", "face-detector.onnx")) {
      provide(folder.resolve(network));
    }

    assertThat(choice(64, List.of(A, B), List.of(A), A, B).of(null))
        .containsExactly(Metric.values());
  }

  @ParameterizedTest
  @CsvSource({
    "PSNR,              dataset.groundTruth with the names of the holdout's images",
    "NIQE,              at least two images in dataset.reference",
    "IDENTITY,          evaluation.identityNetwork",
    "QUALITY,           evaluation.qualityNetwork",
    "FACES_DETECTED,    evaluation.faceDetector",
    "LANDMARK_DISTANCE, evaluation.faceDetector",
  })
  void aRequestedMetricWithoutItsSourceIsAUserErrorThatNamesTheField(
      Metric metric, String missing) {
    MetricChoice none = choice(64, List.of(), List.of(), A, B);

    assertThatThrownBy(() -> none.of(List.of(metric)))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.USER_ERROR);
              assertThat(failure.reason()).isEqualTo(SourceReason.METRIC_UNAVAILABLE);
            })
        .hasMessage("spec.evaluation.metrics contains %s, which needs %s", metric, missing);
  }

  @Test
  void smallImagesHaveNoNiqe() {
    MetricChoice small = choice(31, List.of(A, B), List.of(), A, B);

    assertThat(small.of(null)).doesNotContain(Metric.NIQE);
    assertThatThrownBy(() -> small.of(List.of(Metric.NIQE)))
        .hasMessageContaining("images of at least 32 pixels; prior.imageSize is 31");
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"FID", "KID"})
  void distancesOfSetsNeedTwoImagesInTheHoldout(Metric metric) throws IOException {
    provide(folder.resolve(PreparedModels.EXTRACTOR));

    assertThatThrownBy(() -> choice(64, List.of(A, B), List.of(), A).of(List.of(metric)))
        .hasMessageContaining("at least two images in the holdout");
    assertThat(choice(64, List.of(A, B), List.of(), A, B).of(List.of(metric)))
        .containsExactly(metric);
  }
}
