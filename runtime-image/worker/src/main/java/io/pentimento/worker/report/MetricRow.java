package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.Arrays;
import java.util.List;

/**
 * One metric with its controls.
 *
 * @param result base against adapted, with the interval of the improvement
 * @param input value of the degraded images themselves; null where it has none
 * @param pseudoTargets value of the pseudo targets of the same images; null unless all were made
 * @param pseudoTargetGain how much better they are than the base; null where they have no value
 * @param bestBlur value of the plain Gaussian blur that is best under this metric; null without
 *     ground truth
 * @param colourMatched the same by the authors' convention, which fits the colours to the ground
 *     truth first; null for metrics that have none
 * @param slices the same of each folder of the holdout; empty unless there are several
 * @param worst the images that adaptation harmed most, the worst first
 * @param samples the values of single images, or of resampled sets
 * @param overServing the adapted model against the one that serves; null where none was measured
 * @param blurSigma that blur's standard deviation in pixels; null without ground truth
 */
public record MetricRow(
    MetricResult result,
    Double input,
    Double pseudoTargets,
    Gain pseudoTargetGain,
    Double bestBlur,
    Double blurSigma,
    ColourMatched colourMatched,
    List<MetricResult> slices,
    List<Change> worst,
    Samples samples,
    MetricResult overServing) {

  /** Values after the colours were fitted to the ground truth. */
  public record ColourMatched(double input, double base, double adapted) {}

  /** What adaptation did to one image: a share of the base's mean, positive if better. */
  public record Change(String image, double improvement) {}

  /**
   * Values image by image, in the order of {@code images}. A metric of whole sets has no images,
   * but values of resampled sets: value i of every list is of the same resampled images.
   *
   * @param pseudoTargets empty unless all were made
   */
  public record Samples(
      List<String> images,
      List<Double> input,
      List<Double> base,
      List<Double> adapted,
      List<Double> pseudoTargets) {
    /** Of a metric that has neither. */
    public static final Samples NONE =
        new Samples(List.of(), List.of(), List.of(), List.of(), List.of());

    public Samples {
      images = List.copyOf(images);
      input = List.copyOf(input);
      base = List.copyOf(base);
      adapted = List.copyOf(adapted);
      pseudoTargets = List.copyOf(pseudoTargets);
    }

    public Samples(List<String> images, double[] input, double[] base, double[] adapted) {
      this(images, boxed(input), boxed(base), boxed(adapted), List.of());
    }

    /** Of a metric of whole sets. */
    public static Samples ofResampledSets(double[] base, double[] adapted) {
      return new Samples(List.of(), new double[0], base, adapted);
    }

    /** With those of the pseudo targets of the same images; null leaves them out. */
    public Samples withPseudoTargets(double[] values) {
      return values == null ? this : new Samples(images, input, base, adapted, boxed(values));
    }

    private static List<Double> boxed(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }

  /**
   * An improvement over the base as a share of its value, with its interval.
   *
   * @param lower null where the metric has no interval, as upper
   */
  public record Gain(double improvement, Double lower, Double upper) {
    public static Gain of(MetricResult result) {
      return new Gain(result.improvement(), result.lower(), result.upper());
    }
  }

  public MetricRow {
    slices = List.copyOf(slices);
    worst = List.copyOf(worst);
  }

  /** Where no adapted model serves. */
  public MetricRow(
      MetricResult result,
      Double input,
      Double pseudoTargets,
      Gain pseudoTargetGain,
      Double bestBlur,
      Double blurSigma,
      ColourMatched colourMatched,
      List<MetricResult> slices,
      List<Change> worst,
      Samples samples) {
    this(
        result,
        input,
        pseudoTargets,
        pseudoTargetGain,
        bestBlur,
        blurSigma,
        colourMatched,
        slices,
        worst,
        samples,
        null);
  }

  /** With the comparison with the model that serves. */
  public MetricRow withServing(MetricResult comparison) {
    return new MetricRow(
        result,
        input,
        pseudoTargets,
        pseudoTargetGain,
        bestBlur,
        blurSigma,
        colourMatched,
        slices,
        worst,
        samples,
        comparison);
  }

  public MetricRow withExtractor(String network) {
    return new MetricRow(
        result.withExtractor(network),
        input,
        pseudoTargets,
        pseudoTargetGain,
        bestBlur,
        blurSigma,
        colourMatched,
        slices.stream().map(slice -> slice.withExtractor(network)).toList(),
        worst,
        samples,
        overServing == null ? null : overServing.withExtractor(network));
  }

  /** With the control of a plain blur. */
  public MetricRow withBlur(double value, double sigma) {
    return new MetricRow(
        result,
        input,
        pseudoTargets,
        pseudoTargetGain,
        value,
        sigma,
        colourMatched,
        slices,
        worst,
        samples,
        overServing);
  }

  public MetricRow withColourMatched(ColourMatched values) {
    return new MetricRow(
        result,
        input,
        pseudoTargets,
        pseudoTargetGain,
        bestBlur,
        blurSigma,
        values,
        slices,
        worst,
        samples,
        overServing);
  }
}
