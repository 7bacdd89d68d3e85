package io.pentimento.worker.command;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.network.Architecture;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.ModuleCard;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.ValueRange;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.script.ScriptArchive;
import io.pentimento.training.script.ScriptedRestorer;
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
    description = "Restores an image, or every image of a folder.")
public final class RestoreCommand implements Callable<Integer> {
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

  @Mixin private HyperparametersOption hyperparameters = new HyperparametersOption();

  @Option(
      names = "--value-range",
      description =
          "Of a TorchScript module's images: ZeroToOne or MinusOneToOne; default: what the .json"
              + " beside it says.")
  private String valueRange;

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
    Map<Path, Path> pairs = ImagePaths.pairs(in, out);
    ProgressDisplay display = ProgressDisplay.of("restoring", pairs.size(), progress);
    int done = 0;
    try (RestorerSession restorer = open(file())) {
      for (Map.Entry<Path, Path> pair : pairs.entrySet()) {
        Tensor image = ImageFiles.read(pair.getKey());
        ImagePaths.write(pair.getValue(), restorer.restore(image));
        display.update(++done);
      }
    }
    return 0;
  }

  private RestorerSession open(Path file) throws IOException {
    if (Files.exists(file) && ScriptArchive.is(file)) {
      return ScriptedRestorer.open(file, range(file));
    }
    NetworkFile network = NetworkFile.load(file, Architecture.SWIN_IR, hyperparameters.read());
    return new Sessions(network, SessionOptions.defaults().withThreads(threads));
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

  /** A graph is for one size of images; the last one is kept. */
  private static final class Sessions implements RestorerSession {
    private final NetworkFile network;
    private final SessionOptions options;
    private OnnxSession session;
    private long height;
    private long width;

    Sessions(NetworkFile network, SessionOptions options) {
      this.network = network;
      this.options = options;
    }

    @Override
    public Tensor restore(Tensor image) {
      if (session == null || image.dim(2) != height || image.dim(3) != width) {
        close();
        height = image.dim(2);
        width = image.dim(3);
        session = OnnxSession.of(network.onnx((int) height, (int) width), options);
      }
      return session.run(image);
    }

    @Override
    public void close() {
      if (session != null) {
        session.close();
      }
    }
  }
}
