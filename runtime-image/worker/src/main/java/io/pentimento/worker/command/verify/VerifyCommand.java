// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import static java.util.Objects.requireNonNull;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.worker.command.options.CheckpointOptions;
import io.pentimento.worker.command.session.Backend;
import io.pentimento.worker.command.verify.RecordedPass.Expected;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the output of a checkpoint with recorded arrays, such as those of PyTorch. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies that this installation computes a checkpoint as the original code does.",
      "The arrays are NPZ: c<k>_x (N,3,H,W) or c<k>_x_uint8 (H,W,3), c<k>_t for a prior, c<k>_y;",
      "for CodeFormer c<k>_w (default 0.5), and optionally c<k>_logits and c<k>_codes.",
      "The backend onnx_float16 is compared with onnx, on arrays or on your own images."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final double TOLERANCE_IN_DEVIATIONS = 1e-4;

  /** Networks that can be verified, by their common names. */
  enum Network {
    UNET(Architecture.GUIDED_DIFFUSION_UNET),
    SWINIR(Architecture.SWIN_IR),
    CODEFORMER(Architecture.CODE_FORMER),
    /** A user's TorchScript module, in its own value range, on libtorch. */
    TORCHSCRIPT(null);

    private final @Nullable Architecture architecture;

    Network(@Nullable Architecture architecture) {
      this.architecture = architecture;
    }

    Architecture architecture() {
      return requireNonNull(architecture, name());
    }
  }

  @Option(
      names = "--network",
      required = true,
      description = "Network of the checkpoint: ${COMPLETION-CANDIDATES}.")
  private Network network;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "A .pth or .safetensors file, or a TorchScript module.")
  private Path checkpoint;

  @Mixin private CheckpointOptions options = new CheckpointOptions();

  /** The inputs of the network. */
  private static final class Given {
    @Option(names = "--arrays", description = "Inputs and expected outputs (NPZ).")
    private @Nullable Path arrays;

    @Option(
        names = "--images",
        description = "An image or a folder for a restorer; requires --backend onnx_float16.")
    private @Nullable Path images;
  }

  @ArgGroup(multiplicity = "1")
  private Given given;

  @Option(
      names = "--backend",
      defaultValue = "onnx",
      description = "Backend that computes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Backend backend;

  @Option(
      names = "--tolerance",
      description =
          "Maximum absolute difference. Default: 1e-4 of the expected output's standard deviation.")
  private @Nullable Double tolerance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requireValid();
    if (backend == Backend.ONNX_FLOAT16) {
      return float16();
    }
    if (given.images != null) {
      throw new IllegalArgumentException(
          "--images compares float16 with float32 and requires --backend onnx_float16");
    }
    RecordedArrays recorded = new RecordedArrays(requireNonNull(given.arrays));
    if (network == Network.TORCHSCRIPT) {
      try (ScriptedRestorer module =
          ScriptedRestorer.open(checkpoint, PixelValueRange.ZERO_TO_ONE)) {
        return compared(recorded.imagesAlone(), inputs -> Map.of("y", module.raw(inputs.get(0))));
      }
    }
    NetworkFile file = file();
    return compared(
        recorded.passes(network.architecture()), inputs -> backend.forward(file, inputs));
  }

  private void requireValid() {
    InputFile.require("--checkpoint", checkpoint);
    if (given.arrays != null) {
      InputFile.require("--arrays", given.arrays);
    }
    Path images = given.images;
    if (images != null && backend == Backend.ONNX_FLOAT16 && !Files.exists(images)) {
      throw new IllegalArgumentException("--images: no such file or folder: " + images);
    }
    if (tolerance != null) {
      OptionRange.requireNotNegative("--tolerance", tolerance);
    }
  }

  private NetworkFile file() throws IOException {
    return options.load(checkpoint, network.architecture());
  }

  private int float16() throws IOException {
    if (network == Network.TORCHSCRIPT) {
      throw new IllegalArgumentException(
          "a TorchScript module computes in the precision of its own code and has no float16"
              + " graph");
    }
    try (Float16Verification verification =
        new Float16Verification(file(), spec.commandLine().getOut())) {
      boolean finite =
          given.images != null
              ? verification.ofImages(given.images)
              : verification.ofArrays(
                  new RecordedArrays(requireNonNull(given.arrays)).passes(network.architecture()));
      return finite ? 0 : FailureClass.DATA.exitCode();
    }
  }

  @FunctionalInterface
  private interface Forward {
    Map<String, Tensor> of(List<Tensor> inputs) throws IOException;
  }

  private int compared(List<RecordedPass> passes, Forward forward) throws IOException {
    boolean allWithin = true;
    for (RecordedPass pass : passes) {
      Map<String, Tensor> actual = forward.of(pass.inputs());
      for (Expected expected : pass.outputs()) {
        Tensor output = requireNonNull(actual.get(expected.output()));
        allWithin &= within(expected, expected.of(output));
      }
    }
    return allWithin ? 0 : FailureClass.DATA.exitCode();
  }

  private boolean within(Expected expected, Tensor actual) {
    if (!Arrays.equals(actual.shape(), expected.values().shape())) {
      throw new IllegalArgumentException(
          "%s has the shape %s, but the network's output has %s"
              .formatted(
                  expected.array(),
                  Arrays.toString(expected.values().shape()),
                  Arrays.toString(actual.shape())));
    }
    double difference = ReferencePasses.greatestDifference(actual, expected.values());
    double allowed = allowed(expected);
    boolean within = difference <= allowed;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: maximum absolute difference %.3g, allowed %.3g: %s%n",
        expected.array(), difference, allowed, within ? "equal" : "DIFFERENT");
    out.flush();
    return within;
  }

  private double allowed(Expected expected) {
    if (expected.whole()) {
      return 0;
    }
    return tolerance != null
        ? tolerance
        : TOLERANCE_IN_DEVIATIONS * ReferencePasses.deviation(expected.values());
  }
}
