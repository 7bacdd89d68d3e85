// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which metrics are measured with which inputs. */
class MeasurableMetricsTest {
  private static final String REFERENCE = "reference: {uri: clean}";
  private static final String TRUTH = "groundTruth: {uri: truth}";

  private static AdaptationJobSpec spec(String dataset, String fineTuning, String evaluation)
      throws JsonProcessingException {
    return AdaptationJobYaml.read(
            """
            spec:
              restorer: {source: {uri: r.pth}}
              prior: {source: {uri: p.pth}}
              dataset: {source: {uri: images}, %s}
              fineTuning: {%s}
              evaluation: {%s}
              workspace: {persistentVolumeClaim: {claimName: w}}
            """
                .formatted(dataset, fineTuning, evaluation))
        .getSpec();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | ''                             | ''                                                       | CONSISTENCY
          groundTruth: {uri: t} | ''                         | ''                                                       | PSNR SSIM CONSISTENCY
          degradation: {preset: GFPGAN} | ''                 | ''                                                       | PSNR SSIM CONSISTENCY
          groundTruth: {uri: t} | perceptualNetwork: {uri: v} | ''                                                      | PSNR SSIM LPIPS CONSISTENCY
          ''                | perceptualNetwork: {uri: v}    | ''                                                       | CONSISTENCY
          reference: {uri: c} | ''                           | ''                                                       | NIQE CONSISTENCY
          reference: {uri: c} | ''                           | featureExtractor: {uri: i}                               | FID KID NIQE CONSISTENCY
          ''                | ''                             | featureExtractor: {uri: i}                               | CONSISTENCY
          ''                | ''                             | identityNetwork: {name: n, source: {uri: a}}             | CONSISTENCY IDENTITY
          ''                | ''                             | qualityNetwork: {name: n, source: {uri: a}}              | CONSISTENCY QUALITY
          ''                | ''                             | faceDetector: {source: {uri: d}}                         | CONSISTENCY FACES_DETECTED LANDMARK_DISTANCE
          """)
  void aMetricIsMeasuredIfItsInputsAreGiven(
      String dataset, String fineTuning, String evaluation, String metrics)
      throws JsonProcessingException {
    assertThat(spec(dataset, fineTuning, evaluation).measurableMetrics())
        .extracting(Metric::name)
        .containsExactly(metrics.split(" "));
  }

  @Test
  void onlyTheRequestedMetricsAreMeasuredInTheirOrder() throws JsonProcessingException {
    assertThat(spec(TRUTH + ", " + REFERENCE, "", "metrics: [NIQE, PSNR, FID]").measurableMetrics())
        .isEqualTo(List.of(Metric.NIQE, Metric.PSNR));
  }

  @Test
  void aCopyThatStartsNoServersKeepsTheRest() throws JsonProcessingException {
    AdaptationJobSpec spec = spec(TRUTH, "iterations: 3", "minImages: 7");

    AdaptationJobSpec copy = spec.withoutServers();

    assertThat(copy.serving().hasServers()).isFalse();
    assertThat(copy.serving()).isEqualTo(spec.serving().withoutReplicas());
    assertThat(copy).usingRecursiveComparison().ignoringFields("serving").isEqualTo(spec);
  }
}
