// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.MetricRow.Change;
import io.pentimento.worker.report.MetricRow.ColourMatched;
import io.pentimento.worker.report.MetricRow.Gain;
import io.pentimento.worker.report.MetricRow.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The report page: one file without scripts of strangers, and with names that users chose. */
class ReportPageTest {
  private static final String HOSTILE = "<script>alert('x')</script>\"&'";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1};
  private static final GateStatus NO_GATE =
      new GateStatus(GateDecision.PASSED, "sha256:1", 4, List.of());

  private static MetricResult result(Metric metric, Double lower, Double upper) {
    return new MetricResult(metric, 20.0, 22.0, 0.1, lower, upper, null, null);
  }

  private static MetricRow row(MetricResult result, Samples samples, List<Change> worst) {
    return new MetricRow(
        result, 18.0, 21.0, new Gain(0.05, 0.01, 0.09), 19.0, 1.2, null, List.of(), worst, samples);
  }

  private static String page(String job, List<MetricRow> rows, Picture... pictures) {
    return ReportPage.html(
        new Report(
            job,
            4,
            0.95,
            rows,
            NO_GATE,
            List.of(pictures),
            List.of(),
            Map.of("train " + job, "5 s " + job),
            Map.of("setting " + job, job),
            Map.of("digest " + job, job)));
  }

  @Test
  void namesThatUsersChoseAreEscapedEverywhere() {
    Samples samples =
        new Samples(
            List.of(HOSTILE, "b"), new double[2], new double[] {20, 20}, new double[] {19, 21});
    MetricResult slice = result(Metric.PSNR, 0.05, 0.15).inSlice(HOSTILE);
    MetricRow row =
        new MetricRow(
            result(Metric.PSNR, 0.05, 0.15).withExtractor(HOSTILE),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(slice),
            List.of(new Change(HOSTILE, -0.05)),
            samples);

    String page = page(HOSTILE, List.of(row), new Picture(HOSTILE, Map.of(HOSTILE, PNG)));

    assertThat(page)
        .doesNotContain("<script>alert", "alert('x')\"")
        .contains("&lt;script&gt;alert");
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    String page =
        page("toy", List.of(), new Picture("a.png", Map.of("input", PNG, "adapted", JPEG)));

    assertThat(page)
        .contains("data:image/png;base64,", "data:image/jpeg;base64,")
        .doesNotContain("http://", "https://", "//cdn", "@import", "url(");
  }

  @Test
  void theSummaryCountsTheMetricsThatImproved() {
    Report report =
        new Report(
            "toy",
            4,
            0.95,
            List.of(
                row(result(Metric.PSNR, 0.05, 0.15), Samples.NONE, List.of()),
                row(
                    new MetricResult(Metric.NIQE, 5.0, 6.0, -0.2, -0.3, -0.1, null, null),
                    Samples.NONE,
                    List.of())),
            NO_GATE,
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of());

    assertThat(ReportPage.summary(report))
        .contains("On 4 images", "better than the base in 1 of 2 metrics");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0.01, 0.2, good",
        "-0.1, 0.2, ''",
        "-0.2, -0.1, bad",
        "0, 0.2, ''",
        "none, none, ''",
      })
  void anImprovementIsColouredOnlyIfItsIntervalExcludesZero(
      Double lower, Double upper, String tone) {
    assertThat(ReportPage.tone(result(Metric.PSNR, lower, upper))).isEqualTo(tone);
  }

  @ParameterizedTest
  @CsvSource({"20.12345, 20.12", "0.000123456, 0.0001235", "123456, 1.235e+05"})
  void numbersHaveFourDigits(double number, String shown) {
    assertThat(ReportPage.number(number)).isEqualTo(shown);
  }

  @Test
  void aMissingNumberIsADash() {
    assertThat(ReportPage.number(null)).isEqualTo("–");
    assertThat(ReportPage.percent(-0.051)).isEqualTo("-5.1 %");
    assertThat(ReportPage.percent(0.1)).isEqualTo("+10.0 %");
  }

  @Test
  void howToReadTheTableDependsOnWhatItShows() {
    MetricRow plain = row(result(Metric.PSNR, 0.05, 0.15), Samples.NONE, List.of());
    MetricRow matched = plain.withColourMatched(new ColourMatched(1, 2, 3));
    MetricRow faces =
        row(
            result(Metric.FACES_DETECTED, 0.0, 0.1).withExtractor("ONNX, sha256:2"),
            Samples.NONE,
            List.of());

    assertThat(ReportPage.reading(report(plain)))
        .contains("its 95 % confidence interval")
        .doesNotContain("matched colours", "FacesDetected");
    assertThat(ReportPage.reading(report(matched))).contains("Rows with matched colours");
    assertThat(ReportPage.reading(report(faces)))
        .contains("FacesDetected is the share of the images", "ONNX, sha256:2");
  }

  private static Report report(MetricRow row) {
    return new Report(
        "toy", 4, 0.95, List.of(row), NO_GATE, List.of(), List.of(), Map.of(), Map.of(), Map.of());
  }

  @ParameterizedTest
  @EnumSource(GateDecision.class)
  void everyDecisionHasAMeaningAndATone(GateDecision decision) {
    Verdict verdict = new Verdict(decision, List.of());

    assertThat(verdict.meaning()).endsWith(".");
    assertThat(Verdict.word(decision)).isEqualToIgnoringCase(decision.name());
    assertThat(Verdict.tone(decision)).isIn("good", "bad", "unclear");
  }

  @Test
  void changesOfARowKeepItsOtherValues() {
    MetricRow row = row(result(Metric.PSNR, 0.05, 0.15), Samples.NONE, List.of());

    MetricRow changed =
        row.withBlur(3, 0.5)
            .withColourMatched(new ColourMatched(1, 2, 3))
            .withServing(result(Metric.PSNR, 0.0, 0.1))
            .withExtractor("VGG16");

    assertThat(changed.bestBlur()).isEqualTo(3);
    assertThat(changed.blurSigma()).isEqualTo(0.5);
    assertThat(changed.colourMatched()).isEqualTo(new ColourMatched(1, 2, 3));
    assertThat(changed.result().extractor()).isEqualTo("VGG16");
    assertThat(changed.overServing().extractor()).isEqualTo("VGG16");
    assertThat(changed.input()).isEqualTo(row.input());
    assertThat(changed.pseudoTargetGain()).isEqualTo(row.pseudoTargetGain());
  }
}
