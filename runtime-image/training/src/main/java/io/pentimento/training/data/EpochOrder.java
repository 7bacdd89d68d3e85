// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import io.pentimento.core.random.CounterRandom;
import java.util.stream.IntStream;

/**
 * Visits every item once per epoch, in another order in each epoch. The item at a position depends
 * only on the seed and the position, so that a resumed training gets the same items as an
 * uninterrupted one. Not thread-safe.
 */
public final class EpochOrder implements ItemOrder {
  private final int size;
  private final long seed;
  private long epoch = -1;
  private int[] order = new int[0];

  public EpochOrder(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("there are no items to train on");
    }
    this.size = size;
    this.seed = seed;
  }

  @Override
  public int item(long position) {
    long wanted = position / size;
    if (wanted != epoch) {
      order = shuffled(wanted);
      epoch = wanted;
    }
    return order[(int) (position % size)];
  }

  private int[] shuffled(long of) {
    CounterRandom random = new CounterRandom(seed, new byte[0], of);
    int[] items = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = items[i];
      items[i] = items[j];
      items[j] = swap;
    }
    return items;
  }
}
