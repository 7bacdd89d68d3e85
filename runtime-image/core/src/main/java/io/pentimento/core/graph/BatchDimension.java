// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

/**
 * The batch size of a recorded graph, which is unknown until it runs.
 *
 * <p>While a network is recorded, shapes are plain numbers. The unknown batch size is represented
 * by a prime number that no real dimension contains. A dimension divisible by it is the batch size
 * times the quotient (batch × heads, batch × windows) and remains open in the graph.
 */
public final class BatchDimension {
  /** Represents the batch size in the shape of a graph's input. */
  public static final long BATCH = 1_000_003;

  private BatchDimension() {}

  public static boolean isOpen(long dimension) {
    return dimension > 0 && dimension % BATCH == 0;
  }

  /** The name of an open dimension in the graph: {@code N} or {@code 8N}. */
  public static String label(long dimension) {
    long times = dimension / BATCH;
    return times == 1 ? "N" : times + "N";
  }
}
