// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The difference between a network's outputs in float16 and float32. */
class Float16DifferenceTest {
  private static Map<String, Tensor> image(float... values) {
    return Map.of("y", Tensor.of(values, values.length));
  }

  private static Map<String, Tensor> withCodes(float first, float second) {
    return Map.of(
        "y", Tensor.of(new float[] {0, 1}, 2), "codes", Tensor.of(new float[] {first, second}, 2));
  }

  @Test
  void theLargestAndTheMeanDifferenceAreMeasured() {
    Float16Difference difference = Float16Difference.of(image(0, 1, 2, 3), image(0, 1, 2.5f, 2.5f));

    assertThat(difference.greatest()).isCloseTo(0.5, within(1e-6));
    assertThat(difference.mean()).isCloseTo(0.25, within(1e-6));
    assertThat(difference.deviation()).isPositive();
    assertThat(difference.codes()).isZero();
  }

  @Test
  void levelsAreRelativeToTheSpanOfTheOutput() {
    Float16Difference difference = Float16Difference.of(image(0, 2), image(0, 1));

    assertThat(difference.ofLevels(2)).contains("at most 1.3e+02 of 255 levels, by 64 on average");
  }

  @Test
  void differentCodesAreCounted() {
    Float16Difference difference = Float16Difference.of(withCodes(4, 7), withCodes(4, 8));

    assertThat(difference.codes()).isEqualTo(2);
    assertThat(difference.otherCodes()).isEqualTo(1);
    assertThat(difference.ofValues()).endsWith("; different codes: 1 of 2");
  }

  @Test
  void anOverflowIsNotFinite() {
    assertThat(Float16Difference.of(image(1), image(Float.POSITIVE_INFINITY)).isFinite()).isFalse();
    assertThat(Float16Difference.of(image(1), image(1.001f)).isFinite()).isTrue();
  }
}
