// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import io.pentimento.core.random.CounterRandom;
import java.util.Arrays;

/**
 * Draws items with replacement, with probabilities that are proportional to their weights. The item
 * at a position depends only on the seed and the position.
 */
public final class WeightedOrder implements ItemOrder {
  private final double[] cumulative;
  private final long seed;

  /**
   * @param weights at least 0, at least one above
   */
  public WeightedOrder(double[] weights, long seed) {
    this.cumulative = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the weight of item %d is %s".formatted(i, weights[i]));
      }
    }
    Arrays.parallelPrefix(cumulative, Double::sum);
    if (weights.length == 0 || cumulative[weights.length - 1] == 0) {
      throw new IllegalArgumentException("there are no items with a weight to train on");
    }
    this.seed = seed;
  }

  @Override
  public int item(long position) {
    double total = cumulative[cumulative.length - 1];
    double drawn = new CounterRandom(seed, new byte[0], position).nextDouble() * total;
    int found = Arrays.binarySearch(cumulative, drawn);
    int item = found < 0 ? -found - 1 : found + 1;
    while (item < cumulative.length - 1 && weight(item) == 0) {
      item++;
    }
    return item;
  }

  private double weight(int item) {
    return cumulative[item] - (item == 0 ? 0 : cumulative[item - 1]);
  }
}
