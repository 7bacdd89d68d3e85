// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.core.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImageBatcherTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final float BAD = 666;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Adds one; fails on a batch with a bad image. */
  private Tensor addOne(Tensor images) {
    sizes.add((int) images.dim(0));
    float[] out = images.data().clone();
    for (int i = 0; i < out.length; i++) {
      if (out[i] == BAD) {
        throw new IllegalStateException("a bad image");
      }
      out[i]++;
    }
    return Tensor.of(out, images.shape());
  }

  private static Tensor image(float value) {
    return Tensor.of(new float[] {value, value, value}, 1, 3, 1, 1);
  }

  private List<Future<Tensor>> restoreAll(ImageBatcher<String> batcher, float... values) {
    List<Future<Tensor>> results = new ArrayList<>();
    for (float value : values) {
      results.add(threads.submit(() -> batcher.restore(image(value), "", this::addOne)));
    }
    return results;
  }

  @Test
  void aFullBatchRunsAtOnceAndEachGetsItsOwnImage() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(3, LONG, 1, metrics);
    List<Future<Tensor>> results = restoreAll(batcher, 1, 2, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(results.get(i).get().data()).containsOnly(i + 2);
      assertThat(results.get(i).get().shape()).containsExactly(1, 3, 1, 1);
    }
    assertThat(sizes).containsExactly(3);
    assertThat(metrics.get("pentimento.batch.size").summary().max()).isEqualTo(3);
  }

  @Test
  void aBatchThatIsNotFullRunsAfterTheDelay() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(3, Duration.ofMillis(20), 1, metrics);
    assertThat(restoreAll(batcher, 1).get(0).get().data()).containsOnly(2);
    assertThat(sizes).containsExactly(1);
  }

  @Test
  void imagesJoinWhileTheModelIsBusy() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(4, Duration.ZERO, 1, metrics);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    UnaryOperator<Tensor> slow =
        images -> {
          busy.countDown();
          awaitUninterrupted(release);
          return addOne(images);
        };
    Future<Tensor> first = threads.submit(() -> batcher.restore(image(1), "", slow));
    busy.await();
    List<Future<Tensor>> others = restoreAll(batcher, 2, 3);
    Awaitility.await().until(() -> batcher.waiting() == 2);
    release.countDown();

    assertThat(first.get().data()).containsOnly(2);
    assertThat(others.get(0).get().data()).containsOnly(3);
    assertThat(others.get(1).get().data()).containsOnly(4);
    assertThat(sizes).containsExactly(1, 2);
  }

  @Test
  void onlyTheBadImageFails() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(3, LONG, 1, metrics);
    List<Future<Tensor>> results = restoreAll(batcher, 1, BAD, 3);

    assertThat(results.get(0).get().data()).containsOnly(2);
    assertThat(results.get(2).get().data()).containsOnly(4);
    assertThatThrownBy(results.get(1)::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("a bad image");
  }

  @Test
  void imagesOfDifferentKeysDoNotShareARun() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(2, LONG, 2, metrics);
    List<Future<Tensor>> results = new ArrayList<>();
    for (String key : List.of("a", "b", "a", "b")) {
      results.add(threads.submit(() -> batcher.restore(image(1), key, this::addOne)));
    }
    for (Future<Tensor> result : results) {
      assertThat(result.get().data()).containsOnly(2);
    }
    assertThat(sizes).containsExactly(2, 2);
  }

  @Test
  void aSizeOfOneDisablesBatching() throws Exception {
    ImageBatcher<String> batcher = new ImageBatcher<>(1, LONG, 2, metrics);
    for (Future<Tensor> result : restoreAll(batcher, 1, 1, 1)) {
      assertThat(result.get().data()).containsOnly(2);
    }
    assertThat(sizes).containsExactly(1, 1, 1);
  }

  @Test
  void invalidSettingsAreRejected() {
    assertThatThrownBy(() -> new ImageBatcher<String>(0, LONG, 1, metrics))
        .hasMessageContaining("batching.size");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
