package io.pentimento.integration.cluster;

import java.io.IOException;

/** Looks at the objects that concern it, and takes the next step for each. */
@FunctionalInterface
interface Controller {
  void look() throws IOException;
}
