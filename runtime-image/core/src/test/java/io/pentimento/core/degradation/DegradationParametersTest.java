// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges, their limits, and degradations with fixed parameters. */
class DegradationParametersTest {
  private final CounterRandom random = new CounterRandom(1, new byte[0], 0);

  @Test
  void integersAreDrawnFromTheFirstToTheLast() {
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      drawn.add(new Range(2.5, 6.5).drawInteger(random));
    }

    assertThat(drawn).containsExactly(3, 4, 5, 6);
    assertThat(Range.exactly(7).drawInteger(random)).isEqualTo(7);
  }

  @Test
  void numbersAreDrawnUniformly() {
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      double value = Range.of(-1, 3).draw(random);
      assertThat(value).isBetween(-1.0, 3.0);
      sum += value / 2000;
    }

    assertThat(sum).isCloseTo(1, within(0.1));
    assertThat(Range.exactly(0.3).draw(random)).isEqualTo(0.3);
    assertThat(Range.of(1, 3).times(0.5)).isEqualTo(Range.of(0.5, 1.5));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "NaN, 1", "1, NaN", "-Infinity, 1", "1, Infinity"})
  void aRangeAscendsAndIsFinite(double from, double to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Range.of(from, to))
        .withMessageStartingWith("the first value of a range must not exceed the second");
  }

  /** The error comes when the degradation is described, not with the first image. */
  @Test
  void aQualityWithoutAnIntegerIsRejected() {
    assertRejected(
        () -> classic(Range.of(60.2, 60.8)),
        "jpegQuality must contain an integer; 60.2 to 60.8 has none");
    assertRejected(
        () -> CameraNoise.of(SensorNoise.MODERATE).withJpeg(1, Range.of(5.1, 5.9)),
        "jpegQuality must contain an integer; 5.1 to 5.9 has none");
    assertThat(classic(Range.of(60.2, 61)).draw(random).jpegQuality()).hasValue(61);
  }

  @ParameterizedTest
  @CsvSource({"0, 50", "50, 101", "-5, 3"})
  void aQualityIsFromOneToAHundred(double from, double to) {
    assertRejected(
        () -> classic(Range.of(from, to)),
        "jpegQuality must be in 1.0 to 100.0, not %s to %s".formatted(from, to));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 40, -1})
  void aKernelIsOdd(int size) {
    assertRejected(
        () ->
            new ClassicDegradation(
                size, one(), one(), one(), Range.exactly(50), ColourChanges.NONE),
        "kernelSize must be odd, not " + size);
  }

  @Test
  void everyParameterHasItsLimits() {
    assertRejected(
        () -> new ClassicDegradation(3, Range.exactly(0), one(), one(), one(), ColourChanges.NONE),
        "blurSigma must be in 0.001 to 1000.0, not 0.0 to 0.0");
    assertRejected(
        () -> new ClassicDegradation(3, one(), Range.exactly(0), one(), one(), ColourChanges.NONE),
        "downscale must be in 0.001 to 1000.0, not 0.0 to 0.0");
    assertRejected(
        () -> new ClassicDegradation(3, one(), one(), Range.of(-1, 2), one(), ColourChanges.NONE),
        "noise must be in 0.0 to 255.0, not -1.0 to 2.0");
    assertRejected(
        () -> CameraNoise.of(SensorNoise.MODERATE).withDownscale(0.5),
        "downscale must be at least 1, not 0.5");
    assertRejected(
        () -> CameraNoise.of(SensorNoise.MODERATE).withJpeg(1.5, Range.exactly(50)),
        "jpegProbability must be in 0 to 1, not 1.5");
    assertRejected(
        () -> CameraNoise.of(SensorNoise.MODERATE).withColourCast(1),
        "colourCast must be in 0 to 1, not 1.0");
    assertRejected(
        () -> new SensorNoise.Variance(-1, 0),
        "noise variances must not be negative: shot -1.0, read 0.0");
  }

  /** Nothing is blurred, reduced, noisy or compressed. */
  @Test
  void theMildestDrawKeepsTheImage() {
    Tensor image = DegradationsTest.waves(16, 24);
    ClassicDraw mild = new ClassicDraw(3, 1e-3, 1e-3, 0, 1, 0, OptionalInt.empty());

    assertThat(mild.apply(image, random).data()).containsExactly(image.data(), within(1e-6f));
  }

  @Test
  void noiseHasItsStandardDeviationInLevels() {
    Tensor grey = Tensor.zeros(1, 3, 64, 64);
    Arrays.fill(grey.data(), 0.5f);
    float[] noisy =
        new ClassicDraw(3, 1, 1, 0, 1, 12, OptionalInt.empty()).apply(grey, random).data();
    double squares = 0;
    for (float value : noisy) {
      squares += Math.pow(255 * (value - 0.5), 2) / noisy.length;
    }

    assertThat(Math.sqrt(squares)).isCloseTo(12, within(0.4));
  }

  /** A constant image survives blur and resampling of any strength. */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 7", "15, 32", "1, 100"})
  void aConstantImageIsOnlyChangedByNoise(double sigma, double downscale) {
    Tensor grey = Tensor.zeros(1, 3, 40, 30);
    Arrays.fill(grey.data(), 0.25f);
    ClassicDraw draw =
        new ClassicDraw(21, sigma, sigma / 2, 0.7, downscale, 0, OptionalInt.empty());

    Tensor degraded = draw.apply(grey, random);

    assertThat(degraded.shape()).containsExactly(1, 3, 40, 30);
    for (float value : degraded.data()) {
      assertThat(value).isCloseTo(0.25f, within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 7, 3", "128, 11, 3", "256, 21, 3", "1024, 81, 5"})
  void parametersScaleWithTheSide(int size, int kernel, int ofKernelThree) {
    ClassicDegradation scaled = ClassicPresets.CODEFORMER_LARGE.scaledTo(size);
    double factor = size / 512.0;

    assertThat(scaled.kernelSize()).isEqualTo(kernel);
    assertThat(scaled.blurSigma().to()).isCloseTo(15 * factor, within(1e-9));
    assertThat(scaled.downscale().to()).isCloseTo(Math.max(1, 30 * factor), within(1e-9));
    assertThat(scaled.downscale().from()).isCloseTo(Math.max(1, 4 * factor), within(1e-9));
    assertThat(scaled.jpegQuality()).isEqualTo(Range.of(30, 80));
    assertThat(classic(Range.exactly(50)).scaledTo(size).kernelSize()).isEqualTo(ofKernelThree);
  }

  /** Twice the gain: twice the shot variance and four times the read variance. */
  @Test
  void varianceFollowsTheSensitivity() {
    SensorNoise.Variance at1500 = SensorNoise.atIso(1500).red();
    SensorNoise.Variance at3000 = SensorNoise.atIso(3000).red();

    assertThat(at1500.at(0.5)).isCloseTo(SensorNoise.MODERATE.red().at(0.5), within(1e-12));
    assertThat(at3000.shot()).isCloseTo(2 * at1500.shot(), within(1e-12));
    assertThat(at3000.read()).isCloseTo(4 * at1500.read(), within(1e-12));
    assertThat(new SensorNoise.Variance(0.2, 0.01).at(0.5)).isCloseTo(0.11, within(1e-12));
  }

  @Test
  void aFixedLevelHasThreeColours() {
    assertThat(SensorNoise.SEVERE.of(0)).isEqualTo(SensorNoise.SEVERE.red());
    assertThat(SensorNoise.SEVERE.of(1)).isEqualTo(SensorNoise.SEVERE.green());
    assertThat(SensorNoise.SEVERE.of(2)).isEqualTo(SensorNoise.SEVERE.blue());
    assertThat(SensorNoise.SEVERE.draw(random)).isSameAs(SensorNoise.SEVERE);
  }

  @Test
  void aSampledLevelIsInItsRangeAndEqualForAllColours() {
    for (int i = 0; i < 100; i++) {
      SensorNoise.Fixed level = SensorNoise.ANY.draw(random);
      assertThat(level.red().shot()).isBetween(1e-4, 0.012);
      assertThat(level.green()).isEqualTo(level.red());
      assertThat(level.blue()).isEqualTo(level.red());
      double line = 2.18 * Math.log(level.red().shot()) + 1.20;
      assertThat(Math.log(level.red().read()) - line).isBetween(-1.3, 1.3);
    }
  }

  /** R G / G B. */
  @Test
  void theMosaicAlternatesRedAndGreenAboveGreenAndBlue() {
    assertThat(BayerMosaic.channel(0, 0)).isZero();
    assertThat(BayerMosaic.channel(0, 1)).isOne();
    assertThat(BayerMosaic.channel(1, 0)).isOne();
    assertThat(BayerMosaic.channel(3, 5)).isEqualTo(2);
    BayerMosaic mosaic = BayerMosaic.of(DegradationsTest.waves(4, 6));
    Tensor image = DegradationsTest.waves(4, 6);
    assertThat(mosaic.value(0, 0)).isEqualTo(image.data()[0]);
    assertThat(mosaic.value(1, 1)).isEqualTo(image.data()[2 * 24 + 7]);
    assertThat(mosaic.value(2, 3)).isEqualTo(image.data()[24 + 15]);
  }

  @Test
  void aMosaicHasEvenSides() {
    assertRejected(
        () -> BayerMosaic.of(Tensor.zeros(1, 3, 3, 4)),
        "a mosaic needs even side lengths, not those of Tensor[1, 3, 3, 4]");
  }

  @Test
  void gainsMultiplyTheirColourAndAreClipped() {
    Tensor grey = Tensor.zeros(1, 3, 2, 2);
    Arrays.fill(grey.data(), 0.25f);
    BayerMosaic balanced = BayerMosaic.of(grey).withGains(new double[] {2, 1, 8});

    assertThat(balanced.value(0, 0)).isEqualTo(0.5f);
    assertThat(balanced.value(0, 1)).isEqualTo(0.25f);
    assertThat(balanced.value(1, 0)).isEqualTo(0.25f);
    assertThat(balanced.value(1, 1)).isEqualTo(1f);
  }

  @Test
  void matricesMultiplyAsUsual() {
    Matrix3 m = Matrix3.of(2, 0, 1, 0, 1, 0, 0, 3, 1);
    double[] v = {1, 2, 3};
    m.apply(v);

    assertThat(v).containsExactly(5, 2, 9);
    double[] twice = {1, 2, 3};
    m.times(m).apply(twice);
    assertThat(twice).containsExactly(19, 2, 15);
    double[] back = {5, 2, 9};
    m.inverse().apply(back);
    assertThat(back).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    double[] white = {1, 1, 1};
    m.whitePreserving().apply(white);
    assertThat(white).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    double[] sum = {1, 0, 0};
    m.plus(m, 0.5).apply(sum);
    assertThat(sum).containsExactly(new double[] {3, 0, 0}, within(1e-12));
  }

  private static Range one() {
    return Range.exactly(1);
  }

  private static ClassicDegradation classic(Range quality) {
    return new ClassicDegradation(3, one(), one(), Range.exactly(0), quality, ColourChanges.NONE);
  }

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
