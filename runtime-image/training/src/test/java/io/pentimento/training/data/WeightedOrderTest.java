// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightedOrderTest {
  @Test
  void itemsAreDrawnInProportionToTheirWeights() {
    int[] counts = new int[4];
    WeightedOrder order = new WeightedOrder(new double[] {1, 0, 0.5, 0.5}, 7);
    for (int position = 0; position < 4000; position++) {
      counts[order.item(position)]++;
    }

    assertThat(counts[0] / 4000.0).isCloseTo(0.5, within(0.03));
    assertThat(counts[1]).isZero();
    assertThat(counts[2] / 4000.0).isCloseTo(0.25, within(0.03));
  }

  @Test
  void aPositionAlwaysHasTheSameItem() {
    WeightedOrder order = new WeightedOrder(new double[] {1, 2, 3}, 7);
    int first = order.item(5);
    order.item(1000);

    assertThat(order.item(5)).isEqualTo(first);
    assertThat(new WeightedOrder(new double[] {1, 2, 3}, 7).item(5)).isEqualTo(first);
  }

  @Test
  void weightsMustBeFiniteAndNotAllZero() {
    assertThatThrownBy(() -> new WeightedOrder(new double[] {0, 0}, 1))
        .hasMessageContaining("no items with a weight");
    assertThatThrownBy(() -> new WeightedOrder(new double[] {1, Double.NaN}, 1))
        .hasMessageContaining("the weight of item 1 is NaN");
  }
}
