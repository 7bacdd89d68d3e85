// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.operator.reconcile.SimulatedCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class StageTransitionLogTest {
  @Test
  void everyStepIsALineWithJobAndStageAsFields() throws IOException {
    Lines lines = new Lines();
    Logger logger = Logger.getLogger(StageTransitionLog.class.getName());
    logger.addHandler(lines);
    try (SimulatedCluster cluster = new SimulatedCluster()) {
      cluster.apply();
      cluster.play();
    } finally {
      logger.removeHandler(lines);
    }

    assertThat(lines.fields)
        .contains("vision/night prepare", "vision/night train", "vision/night serve")
        .allMatch(field -> field.startsWith("vision/night "));
  }

  private static final class Lines extends Handler {
    private final List<String> fields = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      ExtLogRecord record = ExtLogRecord.wrap(line);
      fields.add(
          record.getMdc(StageTransitionLog.JOB) + " " + record.getMdc(StageTransitionLog.STAGE));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
