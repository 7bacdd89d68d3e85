// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import static java.util.Objects.requireNonNullElse;

import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric with its controls.
 *
 * @param result base against adapted, with the confidence interval of the improvement
 * @param input value of the degraded images; null if the metric has none
 * @param pseudoTargets value of the pseudo targets of the same images; null unless all exist
 * @param pseudoTargetGain their improvement over the base; null without {@code pseudoTargets}
 * @param bestBlur value of the Gaussian blur that is best under this metric; null without ground
 *     truth
 * @param colourMatched the metric after matching the colours to the ground truth, as the authors of
 *     the method do; null for metrics without it
 * @param slices the result of each folder of the holdout; empty unless there are several
 * @param worst the images with the largest regressions, largest first
 * @param samples the values of single images, or of resampled sets
 * @param overServing the adapted model against the serving model; null if that was not measured
 * @param blurSigma standard deviation of {@code bestBlur} in pixels; null without ground truth
 */
public record MetricRow(
    MetricResult result,
    @Nullable Double input,
    @Nullable Double pseudoTargets,
    @Nullable Gain pseudoTargetGain,
    @Nullable Double bestBlur,
    @Nullable Double blurSigma,
    @Nullable ColourMatched colourMatched,
    List<MetricResult> slices,
    List<Change> worst,
    Samples samples,
    @Nullable MetricResult overServing) {

  /** Values after matching the colours to the ground truth. */
  public record ColourMatched(double input, double base, double adapted) {}

  /** The change of one image, relative to the base's mean; positive is better. */
  public record Change(String image, double improvement) {}

  /**
   * Values by image, in the order of {@code images}. A metric of sets has no images but values of
   * resampled sets: value i of every list belongs to the same resampled images.
   *
   * @param pseudoTargets empty unless all exist
   */
  public record Samples(
      List<String> images,
      List<Double> input,
      List<Double> base,
      List<Double> adapted,
      List<Double> pseudoTargets) {
    /** For a metric that has neither. */
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

    /** For a metric of sets. */
    public static Samples ofResampledSets(double[] base, double[] adapted) {
      return new Samples(List.of(), new double[0], base, adapted);
    }

    /** With the values of the pseudo targets of the same images; null for none. */
    public Samples withPseudoTargets(double @Nullable [] values) {
      return values == null ? this : new Samples(images, input, base, adapted, boxed(values));
    }

    private static List<Double> boxed(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }

  /**
   * An improvement relative to the value of the base, with its confidence interval.
   *
   * @param lower null if the metric has no interval, as is upper
   */
  public record Gain(double improvement, @Nullable Double lower, @Nullable Double upper) {
    public static Gain of(MetricResult result) {
      return new Gain(
          requireNonNullElse(result.improvement(), Double.NaN), result.lower(), result.upper());
    }
  }

  public MetricRow {
    slices = List.copyOf(slices);
    worst = List.copyOf(worst);
  }

  /** Without a comparison with a serving model. */
  public MetricRow(
      MetricResult result,
      @Nullable Double input,
      @Nullable Double pseudoTargets,
      @Nullable Gain pseudoTargetGain,
      @Nullable Double bestBlur,
      @Nullable Double blurSigma,
      @Nullable ColourMatched colourMatched,
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

  /** With the comparison with the serving model. */
  public MetricRow withServing(@Nullable MetricResult comparison) {
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

  /** With the blur control. */
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
