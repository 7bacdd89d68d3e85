// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.worker.runtime.Explanation;
import io.pentimento.worker.runtime.FailureClassifier;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageArtifacts;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.stage.evaluate.EvaluateStage;
import io.pentimento.worker.stage.generate.GenerateStage;
import io.pentimento.worker.stage.prepare.PrepareStage;
import io.pentimento.worker.stage.publish.PublishStage;
import io.pentimento.worker.stage.train.TrainStage;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a stage and converts its result or failure into a termination message. */
final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  TerminationMessage run(StageContext context) {
    try {
      return new StageArtifacts(context).answer(stage(context));
    } catch (IOException | RuntimeException | VirtualMachineError | LinkageError e) {
      return failed(context, e);
    }
  }

  private static Stage stage(StageContext context) {
    return switch (context.document().stage()) {
      case PREPARE -> new PrepareStage();
      case GENERATE -> new GenerateStage();
      case TRAIN -> new TrainStage();
      case EVALUATE -> new EvaluateStage();
      case PUBLISH -> new PublishStage();
      case SERVE ->
          throw new IllegalArgumentException(
              "the worker has no stage " + context.document().stage().value());
    };
  }

  private static TerminationMessage failed(StageContext context, Throwable e) {
    FailureClassifier diagnosis = FailureClassifier.of(e);
    if (diagnosis.failure() == FailureClass.INTERNAL) {
      LOG.error("stage {} failed with an unexpected error", context.document().stage().value(), e);
    }
    return TerminationMessage.failure(
        context.document().stage(),
        context.document().key(),
        diagnosis.failure(),
        diagnosis.reason(),
        sentence(context, diagnosis, e));
  }

  private static String sentence(StageContext context, FailureClassifier diagnosis, Throwable e) {
    String message = Explanation.of(e);
    return diagnosis.reason() == FailureReason.DISK_FULL
        ? "the workspace %s is full (%s); free space and run the job again: finished work is kept"
            .formatted(context.layout().root(), message)
        : message;
  }
}
