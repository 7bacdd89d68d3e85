// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.degradation.Degradations;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.command.options.CameraOptions;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Degrades clean images and records the parameters. */
@Command(
    name = "degrade",
    mixinStandardHelpOptions = true,
    description = {
      "Degrades every image of a folder. Equal seeds give equal results.",
      "After a failed image, processing continues; failures are listed at the end."
    })
public final class DegradeCommand implements Callable<Integer> {
  private static final String RECORD = "degradation.json";
  private static final int PRESET_SIZE = 512;

  @Option(
      names = "--preset",
      required = true,
      description =
          "gfpgan, difface, codeformer-large, codeformer-small, camera-moderate or camera-severe."
              + " Images below 512 px are blurred and reduced less, in proportion to their shorter"
              + " side; not by the camera presets.")
  private String preset;

  @Mixin private CameraOptions camera = new CameraOptions();

  @Option(
      names = "--size",
      description = "First resizes each image to a square of this many pixels per side.")
  private @Nullable Integer size;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Seed of the random numbers. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress display: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ProgressMode progress;

  @Parameters(index = "0", paramLabel = "IN", description = "Folder of clean images.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "Output folder.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ImageDegradation degradation = camera.applied(preset, Degradations.named(preset));
    if (size != null) {
      OptionRange.requireWithin("--size", size, 1, ImageLimits.DEFAULT.largestSide());
    }
    ImagePaths paths = ImagePaths.of(in, out);
    ImageBatch batch =
        new ImageBatch(paths, ProgressDisplay.of("degrading", paths.outputs().size(), progress));
    batch.run(file -> degraded(read(file), degradation));
    if (Files.isDirectory(in) || Files.isDirectory(out)) {
      AtomicFile.write(out.resolve(RECORD), record(degradation, batch.written()));
    }
    return batch.report(spec.commandLine().getErr());
  }

  private Tensor degraded(Tensor image, ImageDegradation degradation) {
    int side = (int) Math.min(image.dim(2), image.dim(3));
    return degradation.scaledTo(Math.min(side, PRESET_SIZE)).apply(image, seed);
  }

  private Tensor read(Path file) {
    Tensor image = ImageFiles.read(file);
    return size == null ? image : Resize.fitted(image, size);
  }

  private byte[] record(ImageDegradation degradation, int images) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode record = json.createObjectNode();
    record.put("preset", preset).put("size", size).put("seed", seed).put("images", images);
    record.set("degradation", json.readTree(Degradations.describe(degradation)));
    return json.writeValueAsBytes(record);
  }
}
