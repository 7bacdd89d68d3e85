// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each metric needs, and in which direction it improves. */
class MetricTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # metric, higher is better, ground truth, reference, extractor, perceptual, identity, quality, faces
          PSNR,              true,  true,  false, false, false, false, false, false
          SSIM,              true,  true,  false, false, false, false, false, false
          LPIPS,             false, true,  false, false, true,  false, false, false
          FID,               false, false, true,  true,  false, false, false, false
          KID,               false, false, true,  true,  false, false, false, false
          NIQE,              false, false, true,  false, false, false, false, false
          CONSISTENCY,       false, false, false, false, false, false, false, false
          IDENTITY,          false, false, false, false, false, true,  false, false
          QUALITY,           true,  false, false, false, false, false, true,  false
          FACES_DETECTED,    true,  false, false, false, false, false, false, true
          LANDMARK_DISTANCE, false, false, false, false, false, false, false, true
          """)
  void aMetricHasADirectionAndInputs(
      Metric metric,
      boolean higher,
      boolean truth,
      boolean reference,
      boolean extractor,
      boolean perceptual,
      boolean identity,
      boolean quality,
      boolean faces) {
    assertThat(metric.higherIsBetter()).isEqualTo(higher);
    assertThat(metric.needsGroundTruth()).isEqualTo(truth);
    assertThat(metric.needsReference()).isEqualTo(reference);
    assertThat(metric.needsFeatureExtractor()).isEqualTo(extractor);
    assertThat(metric.needsPerceptualNetwork()).isEqualTo(perceptual);
    assertThat(metric.needsIdentityNetwork()).isEqualTo(identity);
    assertThat(metric.needsQualityNetwork()).isEqualTo(quality);
    assertThat(metric.needsFaceDetector()).isEqualTo(faces);
    assertThat(metric.needsNetwork())
        .isEqualTo(extractor || perceptual || identity || quality || faces);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void theNameInManifestsIsTheOneInReports(Metric metric) throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(metric)).isEqualTo("\"" + metric + "\"");
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "-5, 5", "0.001, 0.001"})
  void improvementsAreFractionsOfTheComparedValue(double compared, double unit) {
    assertThat(Metric.NIQE.unit(compared)).isEqualTo(unit);
  }

  @Test
  void aComparedValueOfZeroDoesNotDivideByZero() {
    assertThat(Metric.LPIPS.unit(0)).isPositive();
    assertThat(1 / Metric.LPIPS.unit(0)).isFinite();
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5", "1"})
  void facesAreComparedAsFractionsOfTheImages(double compared) {
    assertThat(Metric.FACES_DETECTED.unit(compared)).isEqualTo(1);
  }
}
