// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.TerminationMessage;
import java.io.IOException;

/** The work of one kind of stage. */
@FunctionalInterface
public interface Stage {

  /**
   * Does the work, or the missing part of it.
   *
   * @return the termination message of a success
   * @throws StageFailure if it fails, with the class of the failure
   * @throws IOException if a file or connection fails
   */
  TerminationMessage run(StageContext context) throws IOException;
}
