// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.tensor.Tensor;

/** A graph with one input and one output; closes its session. */
public record GraphRestorer(GraphSession session) implements RestorerSession {

  @Override
  public Tensor restore(Tensor images) {
    return session.run(images);
  }

  @Override
  public void close() {
    session.close();
  }
}
