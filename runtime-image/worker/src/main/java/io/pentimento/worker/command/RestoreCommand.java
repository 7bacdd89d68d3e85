package io.pentimento.worker.command;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores images. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores an image, or every image of a folder.",
      "CodeFormer works at one size; other images are resized to it and back."
    })
public final class RestoreCommand implements Callable<Integer> {
  /** Where a folder holds its model, the adapted one first. */
  private static final List<String> IN_FOLDER =
      List.of("adapted.safetensors", "restorer.safetensors", "model.safetensors");

  @Option(
      names = "--model",
      required = true,
      description = "A restorer's .safetensors or .pth, or a folder with one.")
  private Path model;

  @Mixin private HyperparametersOption hyperparameters = new HyperparametersOption();

  @Option(
      names = "--w",
      description =
          "CodeFormer's weight of the input, from 0 (the best looks) to 1 (the greatest likeness);"
              + " default: 0.5.")
  private Double w;

  @Option(names = "--progress", defaultValue = "auto", description = "${COMPLETION-CANDIDATES}")
  private ProgressMode progress;

  @Option(names = "--threads", defaultValue = "0", description = "0 for all cores.")
  private int threads;

  @Parameters(index = "0", paramLabel = "IN", description = "An image or a folder.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "An image or a folder, as IN.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    NetworkFile network = NetworkFile.load(file(), hyperparameters.read());
    Map<Path, Path> pairs = ImagePaths.pairs(in, out);
    ProgressDisplay display = ProgressDisplay.of("restoring", pairs.size(), progress);
    int done = 0;
    SessionOptions options = SessionOptions.defaults().withThreads(threads);
    try (RestoringSession session = RestoringSession.of(network, w, options)) {
      for (Map.Entry<Path, Path> pair : pairs.entrySet()) {
        Tensor image = ImageFiles.read(pair.getKey());
        ImagePaths.write(pair.getValue(), session.restore(image));
        display.update(++done);
      }
    }
    return 0;
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
