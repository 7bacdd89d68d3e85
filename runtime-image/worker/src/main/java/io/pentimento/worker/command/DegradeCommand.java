package io.pentimento.worker.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.degradation.Degradation;
import io.pentimento.core.degradation.Degradations;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes clean images worse, and records how. */
@Command(
    name = "degrade",
    mixinStandardHelpOptions = true,
    description = "Degrades every image of a folder; equal seeds give equal results.")
public final class DegradeCommand implements Callable<Integer> {
  private static final String RECORD = "degradation.json";

  @Option(
      names = "--preset",
      required = true,
      description =
          "gfpgan, difface, codeformer-large, codeformer-small, camera-moderate or camera-severe.")
  private String preset;

  @Mixin private CameraOptions camera = new CameraOptions();

  @Option(
      names = "--size",
      description = "First shrinks (or enlarges) each image to a square of this many pixels.")
  private Integer size;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--progress", defaultValue = "auto", description = "${COMPLETION-CANDIDATES}")
  private ProgressMode progress;

  @Parameters(index = "0", paramLabel = "IN", description = "A folder of clean images.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The folder that receives them.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Degradation degradation = camera.applied(preset, Degradations.named(preset));
    Map<Path, Path> pairs = ImagePaths.pairs(in, out);
    ProgressDisplay display = ProgressDisplay.of("degrading", pairs.size(), progress);
    int done = 0;
    for (Map.Entry<Path, Path> pair : pairs.entrySet()) {
      ImagePaths.write(pair.getValue(), degradation.apply(read(pair.getKey()), seed));
      display.update(++done);
    }
    AtomicFile.write(out.resolve(RECORD), record(degradation, pairs.size()));
    return 0;
  }

  private Tensor read(Path file) {
    if (size != null && size < 1) {
      throw new IllegalArgumentException("--size must be at least 1, not " + size);
    }
    Tensor image = ImageFiles.read(file);
    return size == null ? image : Resize.fitted(image, size);
  }

  private byte[] record(Degradation degradation, int images) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode record = json.createObjectNode();
    record.put("preset", preset).put("size", size).put("seed", seed).put("images", images);
    record.set("degradation", json.readTree(Degradations.describe(degradation)));
    return json.writeValueAsBytes(record);
  }
}
