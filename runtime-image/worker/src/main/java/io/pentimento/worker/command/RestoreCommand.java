package io.pentimento.worker.command;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.restorer.FiniteRestorer;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.script.ScriptArchive;
import io.pentimento.training.script.ScriptedRestorer;
import io.pentimento.worker.command.options.CheckpointOptions;
import io.pentimento.worker.command.session.NetworkSessions;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores images. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores an image, or every image of a folder.",
      "CodeFormer works at one size; other images are resized to it and the results back.",
      "For a folder, failed images are listed at the end, and the other images are restored."
    })
public final class RestoreCommand implements Callable<Integer> {
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

  @Option(names = "--progress", defaultValue = "auto", description = "${COMPLETION-CANDIDATES}")
  private ProgressMode progress;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Number of threads; 0 for all cores.")
  private int threads;

  @Parameters(index = "0", paramLabel = "IN", description = "An image or a folder.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "An image (.png or .jpg) or a folder, as for IN.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ImagePaths paths = ImagePaths.of(in, out);
    ImageBatch batch =
        new ImageBatch(paths, ProgressDisplay.of("restoring", paths.outputs().size(), progress));
    try (RestorerSession restorer = new FiniteRestorer(open(file()))) {
      batch.run(file -> restorer.restore(ImageFiles.read(file)));
    }
    return batch.report(spec.commandLine().getErr());
  }

  private RestorerSession open(Path file) throws IOException {
    if (Files.exists(file) && ScriptArchive.is(file)) {
      NetworkSessions.requireNoWeight(w, "TorchScript module");
      return ScriptedRestorer.open(file, range(file));
    }
    return NetworkSessions.open(options.load(file), w, Inference.ofThisProcess(threads));
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
