// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchedTest {

  @Test
  void everyStepGetsItsOwnData() {
    try (Prefetched<Long> squares = new Prefetched<>(step -> step * step)) {
      for (long step = 0; step < 20; step++) {
        assertThat(squares.of(step)).isEqualTo(step * step);
      }
    }
  }

  @Test
  void aJumpToAnotherStepDiscardsPrefetchedData() {
    try (Prefetched<Long> same = new Prefetched<>(step -> step)) {
      assertThat(same.of(5)).isEqualTo(5);
      assertThat(same.of(2)).isEqualTo(2);
      assertThat(same.of(3)).isEqualTo(3);
    }
  }

  @Test
  void theNextStepsArePrefetched() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Prefetched<Long> data =
        new Prefetched<>(
            step -> {
              threads.add(Thread.currentThread());
              third.countDown();
              return step;
            })) {
      data.of(0);
      third.await();
    }
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void aFailureIsThrownAtTheStepThatNeedsTheData() {
    try (Prefetched<Long> data =
        new Prefetched<>(
            step -> {
              if (step == 1) {
                throw new IllegalStateException("image 1 is missing");
              }
              return step;
            })) {
      assertThat(data.of(0)).isZero();
      assertThatIllegalStateException()
          .isThrownBy(() -> data.of(1))
          .withMessage("image 1 is missing");
    }
  }
}
