// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  @Test
  void everyEpochVisitsEveryItemOnce() {
    EpochOrder order = new EpochOrder(7, 3);
    for (int epoch = 0; epoch < 4; epoch++) {
      assertThat(items(order, epoch * 7L, 7)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void epochsDifferInOrder() {
    EpochOrder order = new EpochOrder(50, 3);
    assertThat(items(order, 0, 50)).isNotEqualTo(items(order, 50, 50));
  }

  @Test
  void aPositionDoesNotDependOnEarlierPositions() {
    List<Integer> straight = items(new EpochOrder(5, 9), 0, 20);
    EpochOrder resumed = new EpochOrder(5, 9);
    assertThat(items(resumed, 13, 7)).isEqualTo(straight.subList(13, 20));
    assertThat(items(resumed, 2, 4)).isEqualTo(straight.subList(2, 6));
  }

  private static List<Integer> items(EpochOrder order, long from, long count) {
    return LongStream.range(from, from + count).mapToObj(order::item).toList();
  }
}
