// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerEngine;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptModuleTest {
  private static final Tensor IMAGE = TinyScripts.random(9, 1, 3, 12, 12);

  @TempDir Path folder;
  private Path file;
  private NDManager manager;

  @BeforeEach
  void writeModule() throws IOException {
    file = folder.resolve("net.pt");
    TinyScripts.writeRestorer(file);
    manager = TorchEngine.newManager();
  }

  @AfterEach
  void freeMemory() {
    manager.close();
  }

  @Test
  void aModuleComputesItsSource() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.add(x, self.b2.reshape([1, 3, 1, 1]), alpha=1)");
    Tensor bias = TinyScripts.random(4, 3);

    Tensor y = run(file);

    for (int i = 0; i < y.size(); i++) {
      assertThat(y.data()[i]).isEqualTo(IMAGE.data()[i] + bias.data()[i / 144]);
    }
  }

  @Test
  void aChangedParameterChangesTheModuleAndItsFile() throws IOException {
    Path changed = folder.resolve("changed.pt");
    Tensor before = run(file);
    Tensor after;
    try (ScriptModule module = ScriptModule.load(manager, file)) {
      ArrayTransfer.overwrite(module.parameters(manager).get("b2"), new float[] {1, 1, 1});
      after = forward(module);
      module.write(changed);
    }

    assertThat(after.data()).isNotEqualTo(before.data());
    assertThat(run(changed).data()).isEqualTo(after.data());
    assertThat(ScriptArchive.is(changed)).isTrue();
  }

  @Test
  void equalParametersGiveEqualFiles() throws IOException {
    Path first = folder.resolve("first.pt");
    Path second = folder.resolve("second.pt");
    for (Path copy : new Path[] {first, second}) {
      try (ScriptModule module = ScriptModule.load(manager, file)) {
        module.write(copy);
      }
    }

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void frozenParametersAreNotTrained() throws IOException {
    TinyScripts.layers()
        .frozen("mean", TinyScripts.random(5, 1))
        .write(file, TinyScripts.forward());
    try (ScriptModule module = ScriptModule.load(manager, file);
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      assertThat(parameters.toStateDict().names()).contains("mean", "w1");
      assertThat(parameters.trainable()).containsOnlyKeys("w1", "b1", "w2", "b2");
    }
  }

  @Test
  void twoNamesOfTheSameMemoryAreOneParameter() throws IOException {
    TinyScripts.layers().alias("tied", "w1").write(file, TinyScripts.forward());
    Tensor before = run(file);
    try (ScriptModule module = ScriptModule.load(manager, file);
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      assertThat(parameters.trainable()).containsOnlyKeys("w1", "b1", "w2", "b2");
      assertThat(forward(module).data())
          .as("detecting shared memory does not change the values")
          .isEqualTo(before.data());
    }
  }

  @Test
  void equalValuesInDifferentMemoryAreTwoParameters() throws IOException {
    TinyScripts.layers()
        .parameter("twin", TinyScripts.random(4, 3))
        .write(file, TinyScripts.forward());
    try (ScriptModule module = ScriptModule.load(manager, file);
        Parameters parameters = Parameters.shared(manager, module::parameters)) {
      assertThat(parameters.trainable()).containsOnlyKeys("w1", "b1", "w2", "b2", "twin");
    }
  }

  @Test
  void aModuleWithoutGradientsForItsParametersIsRejected() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.detach(torch.mul(x, self.b1[0]))");
    try (ScriptModule module = ScriptModule.load(manager, file)) {
      NDArray x = ArrayTransfer.toDevice(manager, IMAGE);
      DjlOps ops = new DjlOps(manager, (name, shape) -> null);
      TorchEngine.recordGradients(true);
      assertThatThrownBy(() -> module.learn(ops, x))
          .isInstanceOf(CheckpointMismatch.class)
          .hasMessageContaining("net.pt", "has no gradients for the parameters");
    } finally {
      TorchEngine.recordGradients(false);
    }
  }

  @Test
  void aFailureInTheModuleIsReportedInOneLine() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.conv2d(x, self.w2, self.b2)");

    assertThatThrownBy(() -> run(file))
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessageContaining("forward failed for an image of shape (1, 3, 12, 12)")
        .hasMessageContaining("RuntimeError: Given groups=1, weight of size [3, 6, 3, 3]")
        .hasMessageNotContaining("\n");
  }

  @Test
  void otherFilesAreRejectedWithTheReason() throws IOException {
    Files.writeString(file, "not an archive");

    assertThatThrownBy(() -> ScriptModule.load(manager, file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("net.pt: not a TorchScript module");
  }

  @Test
  void unknownOperatorsAreReported() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.frobnicate(x)");

    assertThatThrownBy(() -> ScriptModule.load(manager, file))
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessageContaining("frobnicate");
  }

  @Test
  void imagesArePassedAndReturnedInTheDeclaredRange() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.mul(x, 0.5)");
    Tensor white = Tensor.of(new float[] {1, 1, 1}, 1, 3, 1, 1);
    try (ScriptedRestorer unit = ScriptedRestorer.open(file, PixelValueRange.ZERO_TO_ONE);
        ScriptedRestorer signed = ScriptedRestorer.open(file, PixelValueRange.MINUS_ONE_TO_ONE)) {
      assertThat(unit.restore(white).data()).containsExactly(0.5f, 0.5f, 0.5f);
      assertThat(signed.restore(white).data()).containsExactly(0.75f, 0.75f, 0.75f);
    }
  }

  @Test
  void aModuleThatChangesTheShapeIsRejected() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.upsample_nearest2d(x, [24, 24], None, None)");
    try (ScriptedRestorer restorer = ScriptedRestorer.open(file, PixelValueRange.ZERO_TO_ONE)) {
      assertThatThrownBy(() -> restorer.restore(IMAGE))
          .hasMessageContaining("[1, 3, 24, 24] for an image of shape [1, 3, 12, 12]");
    }
  }

  @Test
  void theEngineIsFoundByServiceLoader() {
    assertThat(ServiceLoader.load(RestorerEngine.class))
        .singleElement()
        .matches(engine -> engine.reads(Path.of("adapted.pt")))
        .matches(engine -> !engine.reads(Path.of("adapted.onnx")));
  }

  private Tensor run(Path module) throws IOException {
    try (ScriptModule loaded = ScriptModule.load(manager, module)) {
      return forward(loaded);
    }
  }

  private Tensor forward(ScriptModule module) {
    return ArrayTransfer.toHost(module.forward(ArrayTransfer.toDevice(manager, IMAGE), false));
  }
}
