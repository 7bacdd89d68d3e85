// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairLineTest {
  private final FairLine<String> line = new FairLine<>();

  private List<String> rest() {
    List<String> items = new ArrayList<>();
    for (Optional<String> item = line.next(); item.isPresent(); item = line.next()) {
      items.add(item.get());
    }
    return items;
  }

  @Test
  void oneClientIsServedInOrder() {
    line.add("a", "1");
    line.add("a", "2");
    line.add("a", "3");
    assertThat(rest()).containsExactly("1", "2", "3");
  }

  @Test
  void aClientWithManyItemsDelaysAnotherByOne() {
    for (int i = 0; i < 4; i++) {
      line.add("busy", "busy " + i);
    }
    line.add("other", "other 0");
    line.add("third", "third 0");
    line.add("other", "other 1");
    assertThat(rest())
        .containsExactly("busy 0", "other 0", "third 0", "busy 1", "other 1", "busy 2", "busy 3");
  }

  @Test
  void aClientThatReturnsWaitsForItsTurn() {
    line.add("a", "a 0");
    line.add("a", "a 1");
    line.add("b", "b 0");
    assertThat(line.next()).contains("a 0");
    line.add("a", "a 2");
    assertThat(rest()).containsExactly("b 0", "a 1", "a 2");
  }

  @Test
  void removedItemsAreNotServed() {
    line.add("a", "a 0");
    line.add("b", "b 0");
    assertThat(line.remove("a", "a 0")).isTrue();
    assertThat(line.remove("a", "a 0")).isFalse();
    assertThat(line.remove("c", "c 0")).isFalse();
    assertThat(line.size()).isEqualTo(1);
    assertThat(rest()).containsExactly("b 0");
    assertThat(line.size()).isZero();
  }
}
