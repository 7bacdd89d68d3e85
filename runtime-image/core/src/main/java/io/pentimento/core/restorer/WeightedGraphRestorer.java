// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.tensor.Tensor;

/**
 * A graph from {@code image} and a scalar {@code w} to {@code restored}, as of CodeFormer.
 *
 * @param weight the value of {@code w} for all images
 */
public record WeightedGraphRestorer(GraphSession session, Tensor weight)
    implements RestorerSession {

  /** The same graph with another weight; closing either closes both. */
  public WeightedGraphRestorer withWeight(Tensor other) {
    return new WeightedGraphRestorer(session, other);
  }

  @Override
  public Tensor restore(Tensor images) {
    return session.run(images, weight);
  }

  @Override
  public void close() {
    session.close();
  }
}
