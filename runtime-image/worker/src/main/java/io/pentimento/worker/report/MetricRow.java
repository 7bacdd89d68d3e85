package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.MetricResult;
import java.util.List;

/**
 * One metric with its controls.
 *
 * @param result base against adapted, with the interval of the improvement
 * @param input value of the degraded images themselves; null where it has none
 * @param pseudoTargets value of the pseudo targets of the same images; null unless all were made
 * @param bestBlur value of the plain Gaussian blur that is best under this metric; null without
 *     ground truth
 * @param slices the same of each folder of the holdout; empty unless there are several
 * @param worst the images that adaptation harmed most, the worst first
 * @param blurSigma that blur's standard deviation in pixels; null without ground truth
 */
public record MetricRow(
    MetricResult result,
    Double input,
    Double pseudoTargets,
    Double bestBlur,
    Double blurSigma,
    List<MetricResult> slices,
    List<Change> worst) {

  /** What adaptation did to one image: a share of the base's mean, positive if better. */
  public record Change(String image, double improvement) {}

  public MetricRow {
    slices = List.copyOf(slices);
    worst = List.copyOf(worst);
  }

  public MetricRow withExtractor(String network) {
    return new MetricRow(
        result.withExtractor(network),
        input,
        pseudoTargets,
        bestBlur,
        blurSigma,
        slices.stream().map(slice -> slice.withExtractor(network)).toList(),
        worst);
  }
}
