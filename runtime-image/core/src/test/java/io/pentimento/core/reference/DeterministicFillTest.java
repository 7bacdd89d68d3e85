// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DeterministicFillTest {
  @Test
  void theHashOfANameIsFnv1a() {
    assertThat(Integer.toUnsignedLong(DeterministicFill.hash("x"))).isEqualTo(4245442695L);
  }

  @Test
  void unitsAgreeWithThePublishedCheckValues() {
    double[] expected = {
      .17486723768524826, .07252408075146377, .5860393478069454, .2318823430687189
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat(DeterministicFill.unit("x", i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void parametersAgreeWithThePublishedCheckValues() {
    float[] expected = {-.27622554f, -.88502353f, -.04017182f, .05784813f, -.78031474f, .91322607f};
    float[] filled = DeterministicFill.parameter("a.weight", 2, 3, 1, 1).data();
    for (int i = 0; i < expected.length; i++) {
      assertThat(filled[i]).isCloseTo(expected[i], within(1e-7f));
    }
  }

  @Test
  void tensorsWithOneAxisAreNormsOrBiases() {
    for (float weight : DeterministicFill.parameter("norm.weight", 100).data()) {
      assertThat(weight).isBetween(0.8f, 1.2f);
    }
    for (float bias : DeterministicFill.parameter("norm.bias", 100).data()) {
      assertThat(bias).isBetween(-0.1f, 0.1f);
    }
    Tensor input = DeterministicFill.input("x", -1, 1, 2);
    assertThat(input.data()[0]).isEqualTo((float) (-1 + 2 * .17486723768524826));
  }
}
