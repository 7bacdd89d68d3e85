// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterNoiseTest {
  private static final byte[] DIGEST = {1, 2, 3};

  private final CounterNoise noise = CounterNoise.of(10000, DIGEST);

  @Test
  void theSameKeyGivesTheSameNoise() {
    assertThat(CounterNoise.of(10000, DIGEST.clone()).normal(7, Purpose.START, 1000))
        .containsExactly(noise.normal(7, Purpose.START, 1000));
  }

  @Test
  void everyPartOfTheKeyChangesTheNoise() {
    float[] base = noise.normal(7, Purpose.START, 100);
    assertThat(CounterNoise.of(10001, DIGEST).normal(7, Purpose.START, 100)).isNotEqualTo(base);
    assertThat(CounterNoise.of(10000, new byte[] {1, 2}).normal(7, Purpose.START, 100))
        .isNotEqualTo(base);
    assertThat(noise.normal(8, Purpose.START, 100)).isNotEqualTo(base);
    assertThat(noise.normal(7 + (1L << 32), Purpose.START, 100)).isNotEqualTo(base);
    assertThat(noise.normal(7, Purpose.CONSTRAINT, 100)).isNotEqualTo(base);
  }

  @Test
  void fewerValuesAreAPrefixOfMore() {
    float[] many = noise.normal(0, Purpose.REVERSE_STEP, 100_003);
    for (int n : new int[] {0, 1, 2, 3, 5, 40_001}) {
      assertThat(noise.normal(0, Purpose.REVERSE_STEP, n)).containsExactly(Arrays.copyOf(many, n));
    }
  }

  @Test
  void fillWritesOnlyItsRange() {
    float[] into = new float[10];
    noise.fill(into, 3, 5, 1, Purpose.START);
    assertThat(Arrays.copyOfRange(into, 3, 8)).containsExactly(noise.normal(1, Purpose.START, 5));
    assertThat(new float[] {into[0], into[1], into[2], into[8], into[9]}).containsOnly(0f);
  }

  @Test
  void theMomentsAreThoseOfTheStandardNormal() {
    float[] x = noise.normal(3, Purpose.START, 1_000_000);
    assertThat(moment(x, 1)).isCloseTo(0, within(0.005));
    assertThat(moment(x, 2)).isCloseTo(1, within(0.008));
    assertThat(moment(x, 3)).isCloseTo(0, within(0.02));
    assertThat(moment(x, 4)).isCloseTo(3, within(0.05));
  }

  @Test
  void neighboursAndStepsAndPurposesAreUncorrelated() {
    float[] x = noise.normal(3, Purpose.START, 1_000_000);
    float[] next = Arrays.copyOfRange(x, 1, x.length);
    assertThat(correlation(x, next)).isCloseTo(0, within(0.005));
    assertThat(correlation(x, noise.normal(4, Purpose.START, x.length)))
        .isCloseTo(0, within(0.005));
    assertThat(correlation(x, noise.normal(3, Purpose.CONSTRAINT, x.length)))
        .isCloseTo(0, within(0.005));
  }

  /** Stored results depend on these bits: changing them changes every pseudo target. */
  @Test
  void theBitsNeverChangeBetweenReleases() {
    assertThat(noise.normal(599, Purpose.START, 6)).containsExactly(PINNED);
  }

  private static final float[] PINNED = {
    -0.14512281f, 0.043541104f, -1.866185f, -1.0325667f, 2.3870971f, -0.28719613f
  };

  private static double moment(float[] x, int power) {
    double sum = 0;
    for (float v : x) {
      sum += Math.pow(v, power);
    }
    return sum / x.length;
  }

  private static double correlation(float[] x, float[] y) {
    int n = Math.min(x.length, y.length);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum / n;
  }
}
