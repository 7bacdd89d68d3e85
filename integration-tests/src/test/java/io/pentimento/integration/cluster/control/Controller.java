package io.pentimento.integration.cluster.control;

import java.io.IOException;

/** Looks at the objects that concern it, and takes the next step for each. */
@FunctionalInterface
public interface Controller {
  void look() throws IOException;
}
