package io.pentimento.core.graph;

/**
 * The batch size of a recorded graph, unknown until it runs.
 *
 * <p>Networks compute with shapes as plain numbers while they are recorded, so the unknown batch is
 * a number too: a prime that no real dimension contains. A dimension divisible by it is the batch
 * times the quotient (batch × heads, batch × windows) and stays open in the graph.
 */
public final class BatchDimension {
  /** Stands for the batch in the shape of a graph's input. */
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
