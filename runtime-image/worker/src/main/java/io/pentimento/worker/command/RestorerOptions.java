package io.pentimento.worker.command;

import io.pentimento.core.network.CodeFormerFile;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.restorer.FiniteRestorer;
import io.pentimento.core.restorer.ModuleCard;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.ValueRange;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.script.ScriptArchive;
import io.pentimento.training.script.ScriptedRestorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model restores. */
final class RestorerOptions {
  /** Where a folder holds its model, the adapted one first. */
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
      description = "A restorer's .safetensors or .pth, a TorchScript .pt, or a folder with one.")
  private Path model;

  @Mixin private CheckpointOptions options = new CheckpointOptions();

  @Option(
      names = "--w",
      description =
          "CodeFormer's weight of the input, from 0 (the best looks) to 1 (the greatest likeness);"
              + " default: 0.5.")
  private Double w;

  @Option(
      names = "--value-range",
      description =
          "Of a TorchScript module's images: ZeroToOne or MinusOneToOne; default: what the .json"
              + " beside it says.")
  private String valueRange;

  @Option(names = "--threads", defaultValue = "0", description = "0 for all cores.")
  private int threads;

  /**
   * A loaded model.
   *
   * @param size of the square images it was made for; empty where the model does not say
   */
  record Opened(RestorerSession session, OptionalInt size) implements AutoCloseable {
    @Override
    public void close() {
      session.close();
    }
  }

  Opened open() throws IOException {
    Path file = file();
    if (Files.exists(file) && ScriptArchive.is(file)) {
      return ofModule(file);
    }
    NetworkFile network = options.load(file);
    return new Opened(
        new FiniteRestorer(NetworkSessions.open(network, w, Inference.ofThisProcess(threads))),
        network instanceof CodeFormerFile codeFormer
            ? OptionalInt.of(codeFormer.config().imgSize())
            : OptionalInt.empty());
  }

  private Opened ofModule(Path file) throws IOException {
    NetworkSessions.requireNoWeight(w, "TorchScript module");
    Integer size = ModuleCard.beside(file).map(ModuleCard::size).orElse(null);
    return new Opened(
        new FiniteRestorer(ScriptedRestorer.open(file, range(file))),
        size == null ? OptionalInt.empty() : OptionalInt.of(size));
  }

  private ValueRange range(Path module) throws IOException {
    if (valueRange != null) {
      return ValueRange.of(valueRange);
    }
    return ModuleCard.beside(module)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    module + " is a TorchScript module: name its images' range by --value-range"))
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
                    "%s has none of %s; name the file".formatted(model, IN_FOLDER)));
  }
}
