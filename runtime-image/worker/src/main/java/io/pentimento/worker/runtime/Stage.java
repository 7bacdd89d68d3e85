package io.pentimento.worker.runtime;

import io.pentimento.contract.TerminationMessage;
import java.io.IOException;

/** The work of one kind of stage. */
@FunctionalInterface
public interface Stage {

  /**
   * Does the work, or what is missing of it.
   *
   * @return the answer of a success
   * @throws StageFailure if it cannot be done, with its class
   * @throws IOException if a file or connection fails
   */
  TerminationMessage run(StageContext context) throws IOException;
}
