// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.pentimento.operator.canary.CanaryReport.Candidate;
import io.pentimento.operator.canary.CanaryReport.Requests;
import io.pentimento.operator.canary.CanaryReport.Sample;
import io.pentimento.workflow.canary.CanaryMeasurements;
import io.pentimento.workflow.canary.MeanEstimate;
import io.pentimento.workflow.canary.PairedStatistics;
import io.pentimento.workflow.canary.RequestStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Combines the reports of all servers. */
final class ReportSummary {
  private static final double PERCENTILE = 0.95;

  private ReportSummary() {}

  /**
   * The model is the one that its own servers name, because the digest of a published image is not
   * that of the weights in it.
   *
   * @param candidate reports of servers with the new model
   * @return empty if no server of one of the models reports about the new one
   */
  static Optional<CanaryMeasurements> of(List<CanaryReport> serving, List<CanaryReport> candidate) {
    return candidate.stream()
        .flatMap(report -> Stream.ofNullable(report.model()))
        .findFirst()
        .flatMap(model -> of(model, serving, candidate));
  }

  private static Optional<CanaryMeasurements> of(
      String model, List<CanaryReport> serving, List<CanaryReport> candidate) {
    List<CanaryReport> comparing =
        serving.stream().filter(report -> isAbout(model, report)).toList();
    List<CanaryReport> compared =
        candidate.stream().filter(report -> model.equals(report.model())).toList();
    return comparing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CanaryMeasurements(requests(comparing), requests(compared), paired(comparing)));
  }

  private static boolean isAbout(String model, CanaryReport report) {
    Candidate candidate = report.candidate();
    return candidate != null && model.equals(candidate.model());
  }

  private static RequestStatistics requests(List<CanaryReport> reports) {
    Map<Double, Long> durations = new TreeMap<>();
    long count = 0;
    long errors = 0;
    for (CanaryReport report : reports) {
      Requests requests = report.requests();
      count += requests.count();
      errors += requests.errors();
      requests.durations().forEach((bound, number) -> durations.merge(bound, number, Long::sum));
    }
    return new RequestStatistics(count, errors, percentile(durations));
  }

  private static double percentile(Map<Double, Long> durations) {
    long all = durations.values().stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    for (Map.Entry<Double, Long> bucket : durations.entrySet()) {
      seen += bucket.getValue();
      if (seen >= PERCENTILE * all) {
        return bucket.getKey();
      }
    }
    return Double.NaN;
  }

  private static PairedStatistics paired(List<CanaryReport> reports) {
    List<Candidate> all = reports.stream().map(CanaryReport::candidate).toList();
    return new PairedStatistics(
        all.stream().mapToLong(Candidate::pairs).sum(),
        all.stream().mapToLong(Candidate::failures).sum(),
        mean(all, Candidate::fidelity),
        mean(all, Candidate::fidelityChange),
        mean(all, Candidate::quality),
        mean(all, Candidate::qualityChange),
        mean(all, Candidate::difference));
  }

  private static MeanEstimate mean(List<Candidate> all, Function<Candidate, Sample> which) {
    Sample sum = Sample.NONE;
    for (Candidate each : all) {
      sum = sum.plus(which.apply(each));
    }
    return new MeanEstimate(
        sum.count(), sum.mean(), sum.count() < 2 ? 0 : sum.squares() / (sum.count() - 1));
  }
}
