// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.restorer.FiniteRestorer;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.script.ScriptArchive;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.worker.command.options.CheckpointOptions;
import io.pentimento.worker.command.session.NetworkSessions;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.input.OptionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select the model. */
final class RestorerOptions {
  /** File names of a model in a folder, in order of preference; the adapted model comes first. */
  private static final List<String> IN_FOLDER =
      List.of(
          "adapted.safetensors",
          "adapted.pt",
          "restorer.safetensors",
          "restorer.pt",
          "model.safetensors");

  @Option(
      names = "--model",
      required = true,
      description = "A .safetensors or .pth restorer, a TorchScript .pt, or a folder with one.")
  private Path model;

  @Mixin private CheckpointOptions options = new CheckpointOptions();

  @Option(
      names = "--w",
      description =
          "CodeFormer's fidelity weight from 0 (highest quality) to 1 (highest fidelity)."
              + " Default: 0.5.")
  private @Nullable Double w;

  @Option(
      names = "--value-range",
      description =
          "Value range of a TorchScript module's images: ZeroToOne or MinusOneToOne. Default: from"
              + " the .json file beside it.")
  private @Nullable String valueRange;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Number of threads; 0 for all cores. Default: ${DEFAULT-VALUE}.")
  private int threads;

  /**
   * A loaded model.
   *
   * @param size of the model's square images; empty if the model does not state it
   */
  record Opened(RestorerSession session, OptionalInt size) implements AutoCloseable {
    @Override
    public void close() {
      session.close();
    }
  }

  Opened open() throws IOException {
    OptionRange.requireAtLeast("--threads", threads, 0);
    Path file = InputFile.require("--model", file());
    if (ScriptArchive.is(file)) {
      return ofModule(file);
    }
    NetworkFile network = options.load(file);
    return new Opened(
        new FiniteRestorer(NetworkSessions.open(network, w, Inference.ofThisProcess(threads))),
        network.fixedSize());
  }

  private Opened ofModule(Path file) throws IOException {
    NetworkSessions.requireNoWeight(w, "TorchScript module");
    Integer size = TorchScriptMetadata.beside(file).map(TorchScriptMetadata::size).orElse(null);
    return new Opened(
        new FiniteRestorer(ScriptedRestorer.open(file, range(file))),
        size == null ? OptionalInt.empty() : OptionalInt.of(size));
  }

  private PixelValueRange range(Path module) throws IOException {
    if (valueRange != null) {
      return PixelValueRange.of(valueRange);
    }
    return TorchScriptMetadata.beside(module)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    module
                        + " is a TorchScript module; set the value range of its images with"
                        + " --value-range"))
        .range();
  }

  private Path file() {
    if (!Files.isDirectory(model)) {
      return model;
    }
    return IN_FOLDER.stream()
        .map(model::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s contains none of %s; name the model file".formatted(model, IN_FOLDER)));
  }
}
