// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import java.io.IOException;

/** Reads its objects and performs the next step for each. */
@FunctionalInterface
public interface Controller {
  void look() throws IOException;
}
