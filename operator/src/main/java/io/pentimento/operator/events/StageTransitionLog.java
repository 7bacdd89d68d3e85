// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusWrite;
import io.pentimento.operator.status.StatusWrite.StageChange;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Logs one line for each transition of a stage, with job and stage as separate fields. */
public final class StageTransitionLog implements StatusListener {
  /** Field with namespace and name, in all log lines of a reconciliation. */
  public static final String JOB = "job";

  static final String STAGE = "stage";
  private static final Logger LOG = Logger.getLogger(StageTransitionLog.class);

  @Override
  public void written(StatusWrite write) {
    write.changes().filter(StageTransitionLog::isTransition).forEach(StageTransitionLog::log);
  }

  private static boolean isTransition(StageChange change) {
    return change.isNewState()
        || change
            .before()
            .filter(known -> !change.after().reason().equals(known.reason()))
            .isPresent();
  }

  private static void log(StageChange change) {
    MDC.put(STAGE, change.stage().value());
    try {
      LOG.logf(
          change.after().state() == StageState.FAILED ? Logger.Level.WARN : Logger.Level.INFO,
          "%s is %s (%s), attempt %d%s",
          change.stage(),
          change.after().state(),
          change.after().reason(),
          change.after().attempt(),
          change.after().message() == null ? "" : ": " + change.after().message());
    } finally {
      MDC.remove(STAGE);
    }
  }
}
