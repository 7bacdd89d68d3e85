// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of the commands for checkpoints that are wrapped, damaged or of another kind. */
class CheckpointCommandsTest {
  @TempDir Path folder;
  private StateDict weights;

  @BeforeEach
  void readWeights() throws IOException {
    weights = Checkpoints.load(ReferenceDirectory.packaged().file("swinir_dtbfr.pth"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_orig_mod.", "module.module.", "net.", "model.", "params_ema.", "mine."})
  void wrappedWeightsAreRecognised(String prefix) throws IOException {
    CommandRun run = CommandRun.of("inspect", written(weights.renamed(name -> prefix + name)));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("network: SwinIR", "loads: yes");
  }

  @Test
  void oneOfSeveralNetworksIsChosenByItsKey() throws IOException {
    Map<String, Tensor> two = new LinkedHashMap<>();
    weights.tensors().forEach((name, tensor) -> two.put("net_g." + name, tensor));
    two.put("net_d.conv0.weight", Tensor.zeros(1));
    Path file = written(StateDict.of(two));

    CommandRun unnamed = CommandRun.of("inspect", file);
    assertThat(unnamed.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(unnamed.out()).contains("network: unknown", "prefixes [net_g.]");

    CommandRun named = CommandRun.of("inspect", file, "--key", "net_g");
    assertThat(named.code()).as(named.err()).isZero();
    assertThat(named.out()).contains("network: SwinIR", "loads: yes");

    Path image = TestImages.noise(folder.resolve("in"), 1, 64);
    CommandRun restored =
        CommandRun.of("restore", "--model", file, "--key", "net_g", image, folder.resolve("out"));
    assertThat(restored.code()).as(restored.err()).isZero();
  }

  @Test
  void unknownNetworksAreAnError() throws IOException {
    CommandRun run = CommandRun.of("inspect", written(StateDict.of(Map.of("w", Tensor.zeros(2)))));

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.out())
        .contains(
            "network: unknown", "loads: no", "the tensors do not match any supported network");
  }

  @Test
  void aRestorerOfOneChannelIsRejectedWithTheReason() throws IOException {
    Path file = written(grey(weights));

    for (CommandRun run :
        new CommandRun[] {
          CommandRun.of("inspect", file),
          CommandRun.of(
              "restore",
              "--model",
              file,
              TestImages.noise(folder.resolve("in"), 1, 64),
              folder.resolve("out"))
        }) {
      assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
      assertThat(run.out() + run.err())
          .contains("takes images of 1 channel: it is not an RGB restorer");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aRestorerWithNaNIsRejectedAndWritesNothing() throws IOException {
    float[] damaged = weights.get("conv_last.weight").data().clone();
    damaged[0] = Float.NaN;
    Tensor tensor = Tensor.of(damaged, weights.get("conv_last.weight").shape());
    Path file = written(weights.with("conv_last.weight", tensor));
    Path images = TestImages.noise(folder.resolve("in"), 1, 64);

    CommandRun run = CommandRun.of("restore", "--model", file, images, folder.resolve("out"));

    assertThat(run.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains("'conv_last.weight' is not finite").doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty file",
    "version https://git-lfs.github.com/spec/v1, a Git LFS pointer",
    "<html><body>Sign in, an HTML page"
  })
  void otherFilesAreRejectedWithTheirType(String content, String kind) throws IOException {
    Path file = Files.writeString(folder.resolve("model.pth"), content);

    CommandRun run = CommandRun.of("inspect", file);

    assertThat(run.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains(file.toString(), "it is " + kind).doesNotContain("\tat ");
  }

  /** The same network for images of one channel; the stem takes 64 pixels of each channel. */
  private static StateDict grey(StateDict rgb) {
    Tensor first = rgb.get("conv_first.1.weight");
    Tensor last = rgb.get("conv_last.weight");
    return rgb.with(
            "conv_first.1.weight",
            Tensor.zeros(first.dim(0), first.dim(1) / 3, first.dim(2), first.dim(3)))
        .with("conv_last.weight", Tensor.zeros(1, last.dim(1), last.dim(2), last.dim(3)))
        .with("conv_last.bias", Tensor.zeros(1));
  }

  private Path written(StateDict tensors) throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, tensors, Map.of());
    return file;
  }
}
