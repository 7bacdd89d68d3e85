// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.script.TinyScripts;
import io.pentimento.training.script.TorchScriptEngine;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stages with a TorchScript restorer. */
class TorchScriptStagesTest {
  @TempDir Path folder;
  private TinyJob job;
  private Path module;

  @BeforeEach
  void writeSources() throws IOException {
    job = TinyJob.in(folder).withModule();
    module = folder.resolve("restorer.pt");
    TinyScripts.writeRestorer(module);
  }

  @Test
  void aModuleIsAdaptedEvaluatedAndReadyToServe() throws IOException {
    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    Ran evaluated = job.run(StageName.EVALUATE);

    assertThat(evaluated.code()).isZero();
    Path adapted = job.artifact(StageName.TRAIN).resolve("adapted.pt");
    assertThat(evaluated.answer().digests())
        .containsEntry(TerminationMessage.MODEL, Digest.of(adapted));
    assertThat(TorchScriptMetadata.beside(adapted))
        .hasValue(new TorchScriptMetadata("TorchScript", "ZeroToOne", TinyModels.SIZE));
    Tensor image = Tensor.zeros(1, 3, TinyModels.SIZE, TinyModels.SIZE);
    assertThat(served(adapted, image).data())
        .as("the adapted module differs from the original one")
        .isNotEqualTo(served(prepared(), image).data());
  }

  @Test
  void theSourceIsNotChanged() throws IOException {
    job.after(StageName.PREPARE);

    assertThat(job.artifact(StageName.PREPARE).resolve("restorer.pt"))
        .hasSameBinaryContentAs(module);
  }

  @Test
  void aSecondTrainingWritesTheSameFile() throws IOException {
    job.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    TinyJob again = job.inWorkspace(folder.resolve("again"));
    again.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);

    assertThat(again.artifact(StageName.TRAIN).resolve("adapted.pt"))
        .hasSameBinaryContentAs(job.artifact(StageName.TRAIN).resolve("adapted.pt"));
  }

  @Test
  void aCheckpointInsteadOfAModuleIsRejected() throws IOException {
    TinyModels.writeRestorer(module);

    refused("CorruptCheckpoint", "restorer.pt: not a TorchScript module");
  }

  @Test
  void aModuleWithoutTrainableParametersIsRejected() throws IOException {
    TinyScripts.writeFrozen(module);

    refused("CheckpointMismatch", "the module has no trainable parameter");
  }

  @Test
  void aModuleThatEnlargesIsRejected() throws IOException {
    TinyScripts.writeRestorer(module, "return torch.upsample_nearest2d(x, [32, 32], None, None)");

    refused("CheckpointMismatch", "[1, 3, 32, 32] for an image of shape [1, 3, 16, 16]");
  }

  @Test
  void aModuleOfAnotherRangeIsRejected() throws IOException {
    TinyScripts.writeRestorer(module, "return torch.mul(x, 255)");

    refused(
        "CheckpointMismatch",
        "values from 0.00 to 255",
        "outside spec.restorer.valueRange ZeroToOne; check the range");
  }

  @Test
  void aModuleWithNonFiniteOutputIsRejected() throws IOException {
    TinyScripts.writeRestorer(module, "return torch.log(torch.sub(x, 2))");

    refused("NonFiniteModel", "the module's output contains NaN or infinite values");
  }

  @Test
  void aModuleWithoutGradientsIsRejectedWhenTrainingBegins() throws IOException {
    TinyScripts.writeRestorer(
        module, "return torch.detach(torch.mul(x, torch.add(self.b2[0], 1)))");
    job.after(StageName.PREPARE, StageName.GENERATE);

    Ran ran = job.run(StageName.TRAIN);

    assertThat(ran.answer().message()).contains("has no gradients for the parameters");
    assertThat(ran.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
  }

  private void refused(String reason, String... words) throws IOException {
    Ran ran = job.run(StageName.PREPARE);

    assertThat(ran.answer().message()).startsWith("spec.restorer.source: ").contains(words);
    assertThat(ran.answer().reason()).isEqualTo(reason);
    Workspaces.assertUnfinished(job.artifact(StageName.PREPARE));
  }

  /** The original module, with the metadata that serving needs. */
  private Path prepared() throws IOException {
    Path copy = folder.resolve("served").resolve("restorer.pt");
    Files.createDirectories(copy.getParent());
    Files.copy(module, copy);
    new TorchScriptMetadata("TorchScript", "ZeroToOne", TinyModels.SIZE).writeBeside(copy);
    return copy;
  }

  private static Tensor served(Path file, Tensor image) {
    try (RestorerSession session = new TorchScriptEngine().open(file, SessionOptions.defaults())) {
      return session.restore(image);
    }
  }
}
