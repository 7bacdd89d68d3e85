// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.filter;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static io.pentimento.core.diffusion.Golden.assertMatches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.random.CounterNoise;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.reference.HashUniform;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowPassFilterTest {
  private static final int[] STORED_ROWS = {0, 1, 2, 255, 256, 509, 510, 511};

  /** Cases are named by size and factor, such as 64_N8. */
  @TestFactory
  List<DynamicTest> agreesWithTheReference() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase c : ReferenceDirectory.configured().cases(ReferenceKind.LOW_PASS)) {
      for (Iterator<String> n = c.json().path("cases").fieldNames(); n.hasNext(); ) {
        String name = n.next();
        tests.add(DynamicTest.dynamicTest(name, () -> assertCase(c, name)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void assertCase(ReferenceCase c, String name) {
    int separator = name.indexOf("_N");
    int size = Integer.parseInt(name.substring(0, separator));
    LowPassFilter filter =
        LowPassFilter.of(size, size, Integer.parseInt(name.substring(separator + 2)));
    Tensor x =
        c.hasArray("in" + size)
            ? c.tensor("in" + size)
            : HashUniform.tensor(c.json().path("seed_" + size).asLong(), -1, 1, 1, 1, size, size);
    assertClose(filter.shrink(x), c.tensor("down" + name), 1e-6);
    Tensor filtered = filter.apply(x);
    if (c.hasArray("up" + name)) {
      assertClose(filtered, c.tensor("up" + name), 1e-6);
    } else {
      assertRows(filtered, c.tensor("up" + name + "_rows"));
      assertGrid(filtered, c.tensor("up" + name + "_grid"));
    }
  }

  private static void assertRows(Tensor filtered, Tensor rows) {
    int width = (int) filtered.dim(3);
    for (int r = 0; r < STORED_ROWS.length; r++) {
      int at = STORED_ROWS[r] * width;
      assertClose(
          Arrays.copyOfRange(filtered.data(), at, at + width),
          Arrays.copyOfRange(rows.data(), r * width, (r + 1) * width),
          1e-6);
    }
  }

  private static void assertGrid(Tensor filtered, Tensor grid) {
    int width = (int) filtered.dim(3);
    int n = (int) grid.dim(3);
    for (int k = 0; k < grid.size(); k++) {
      assertThat(filtered.data()[k / n * 13 * width + k % n * 13])
          .isCloseTo(grid.data()[k], within(1e-6f));
    }
  }

  @Test
  void theFilterMatchesTheGoldenValues() {
    Tensor x = DeterministicFill.input("lp.x", -1, 1, 1, 3, 64, 64);
    LowPassFilter filter = LowPassFilter.of(64, 64, 8);
    assertMatches(
        filter.shrink(x),
        -.00164926,
        .0829071,
        .0170262,
        .0106355,
        -.010006,
        -.00555446,
        .0336384,
        -.0135492,
        -.0761231);
    assertMatches(
        filter.apply(x),
        -.00164926,
        .0934388,
        .0924132,
        .0136229,
        -.0191782,
        -.0356328,
        .0477328,
        -.0977263,
        -.0990544);
  }

  @Test
  void mirroredTapsAreAdded() {
    Resampling down = Resampling.cubic(32, 8);
    float[] taps = {
      -.001709f, -.0109863f, -.0183105f, -.0119629f, .0227051f, .0974121f, .1818848f, .2409668f
    };
    int[] mirrored = {5, 4, 3, 2, 1, 0, 0, 1};
    float[] edge = new float[10];
    for (int k = 0; k < taps.length; k++) {
      edge[mirrored[k]] += taps[k];
      edge[9 - k] += taps[k];
    }
    assertClose(down.band(0), edge, 1e-7);
    assertThat(down.first(4)).isEqualTo(10);
    assertClose(Arrays.copyOf(down.band(4), 8), taps, 1e-7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32})
  void constantImagesArePreserved(int factor) {
    Tensor x = Tensor.zeros(1, 3, 64, 96);
    Arrays.fill(x.data(), 0.7f);
    assertClose(LowPassFilter.of(64, 96, factor).apply(x), x, 1e-6);
  }

  @Test
  void aFactorOfOneIsTheIdentity() {
    Tensor x = DeterministicFill.input("lp.x", -1, 1, 2, 3, 12, 20);
    assertThat(LowPassFilter.of(12, 20, 1).apply(x).data()).containsExactly(x.data());
  }

  /** The filter is not a projection: applied again it removes more. */
  @ParameterizedTest
  @CsvSource({"2, .346882, .283", "4, .175994, .272", "8, .088858, .270", "16, .045300, .265"})
  void whiteNoiseIsDampedAsByTheOriginal(int factor, double gain, double change) {
    float[] white = CounterNoise.of(1, new byte[] {1}).normal(0, Purpose.START, 3 * 512 * 512);
    LowPassFilter filter = LowPassFilter.of(512, 512, factor);
    Tensor once = filter.apply(Tensor.of(white, 1, 3, 512, 512));
    Tensor twice = filter.apply(once);
    double spread = rms(once.data());
    float[] difference = new float[white.length];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = twice.data()[k] - once.data()[k];
    }
    assertThat(spread / gain).isCloseTo(1, within(0.04));
    assertThat(rms(difference) / spread).isCloseTo(change, within(0.02));
  }

  private static double rms(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / x.length);
  }

  @Test
  void aFactorThatDoesNotDivideTheSizeIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowPassFilter.of(512, 500, 16))
        .withMessageContaining("16 does not divide 512x500");
  }

  @Test
  void anImageOfAnotherSizeIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowPassFilter.of(64, 64, 8).apply(Tensor.zeros(1, 3, 32, 128)))
        .withMessageContaining("64x64");
  }
}
