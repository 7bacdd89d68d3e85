// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.train;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.loop.CheckpointFolder;
import io.pentimento.training.loop.TrainingLoop;
import io.pentimento.training.optimizer.DivergedException;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.FineTuningAssembly;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.restorer.PreparedRestorer;
import io.pentimento.worker.runtime.FailureClassifier;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Fine-tunes the restorer on its pseudo targets, from the newest checkpoint on, and exports it. */
public final class TrainStage implements Stage {

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    FineTuningSpec settings =
        ((StageParameters.Train) context.document().parameters()).fineTuning();
    Path prepared = context.input(StageName.PREPARE);
    PreparedModels base = new PreparedModels(prepared);
    AdaptableRestorer restorer = AdaptableRestorer.prepared(prepared);
    PreparedModels adapted = new PreparedModels(context.output());
    try (NDManager manager = TorchEngine.newManager();
        FineTuningTask tuning =
            restorer.fineTuning(manager, new FineTuningAssembly(context, settings, prepared))) {
      train(context, settings, tuning);
      Files.createDirectories(adapted.folder());
      restorer.export(base, settings, tuning.best(), adapted);
      PreparedRestorer.write(restorer.manifest(), adapted.folder());
    }
    return close(context, Digest.of(restorer.weights(adapted, PreparedModels.ADAPTED)));
  }

  private static void train(StageContext context, FineTuningSpec settings, FineTuningTask tuning)
      throws IOException {
    StageDocument document = context.document();
    Path checkpoints = context.layout().checkpoints(document.stage(), document.key());
    TrainingLoop loop =
        new TrainingLoop(
            new CheckpointFolder(checkpoints),
            requireNonNull(settings.iterations(), "iterations"),
            settings.checkpointInterval());
    try {
      TrainingLoop.Outcome outcome =
          loop.run(
              tuning,
              (step, of, losses) -> context.progress().update(step, of, 0, words(losses)),
              context.interrupted());
      if (outcome == TrainingLoop.Outcome.INTERRUPTED) {
        throw StageFailure.interrupted();
      }
    } catch (DivergedException e) {
      throw diverged(e);
    }
  }

  private static StageFailure diverged(DivergedException e) {
    FailureClassifier diagnosis = FailureClassifier.of(e);
    return new StageFailure(
        diagnosis.failure(),
        diagnosis.reason(),
        e.getMessage() + " The learning rate is spec.fineTuning.optimizer.learningRate.");
  }

  private static String words(Map<String, Double> losses) {
    return losses.entrySet().stream()
        .map(e -> "%s %.4f".formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private static TerminationMessage close(StageContext context, String digest) throws IOException {
    StageDocument document = context.document();
    TerminationMessage answer =
        TerminationMessage.success(document.stage(), document.key(), new ItemCounts(1, 1, 0))
            .withDigests(Map.of(TerminationMessage.MODEL, digest));
    ResultFile.write(context.output().resolve(WorkspaceLayout.RESULT), answer);
    return answer;
  }
}
