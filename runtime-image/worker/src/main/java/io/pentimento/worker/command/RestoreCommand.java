// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.paste.FaceMasks;
import io.pentimento.core.face.paste.ParsingMasks;
import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.core.face.photo.PhotoRestorer;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.photo.FaceOptions;
import io.pentimento.worker.photo.PhotoStep;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores images: aligned crops, or the faces of photographs. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores an image, or every image of a folder.",
      "Without a detector, images must be aligned crops of faces. CodeFormer has a fixed size;"
          + " images of other sizes are resized to it, and the results are resized back.",
      "With --detector, the faces of photographs are found, aligned, restored and pasted back;"
          + " results keep the format, the EXIF orientation and the colour profile.",
      "For a folder, failed images are listed at the end, and the other images are restored."
    })
public final class RestoreCommand implements Callable<Integer> {
  private static final int DEFAULT_SIZE = 512;

  /** Maximum number of crops in one run; more would need memory and gain little. */
  private static final int MAX_BATCH = 8;

  @Mixin private RestorerOptions model = new RestorerOptions();

  @Option(
      names = "--faces",
      description =
          "auto: distinguishes aligned crops from photographs; aligned: all images are aligned"
              + " crops; all: restores all faces of photographs; largest: restores only the largest"
              + " face. Default: auto with a detector, aligned without.")
  private @Nullable String faces;

  @Mixin private FaceOptions faceOptions = new FaceOptions();

  @Option(
      names = "--face-size",
      paramLabel = "PIXELS",
      description =
          "Side of aligned crops in pixels; default: the size that the model states, otherwise"
              + " 512.")
  private @Nullable Integer faceSize;

  @Option(
      names = "--face-mask",
      paramLabel = "FILE",
      description =
          "ONNX file of a face parsing network whose mask is used to paste faces; default: a soft"
              + " oval. docs/photographs.md describes its input and output.")
  private @Nullable Path faceMask;

  @Option(
      names = "--upscale",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Factor from 1 to 8 by which photographs are enlarged; the background is resampled."
              + " Default: ${DEFAULT-VALUE}.")
  private int upscale;

  @Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress display: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ProgressMode progress;

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
    FaceMode mode = mode();
    if (upscale < 1 || upscale > 8) {
      throw new IllegalArgumentException("--upscale is %d; it must be 1 to 8".formatted(upscale));
    }
    if (mode == FaceMode.ALIGNED) {
      requireNoPhotographOptions();
      return restoreCrops();
    }
    return restorePhotographs(mode);
  }

  private void requireNoPhotographOptions() {
    if (upscale != 1 || faceSize != null || faceMask != null) {
      throw new IllegalArgumentException(
          "--upscale, --face-size and --face-mask apply to photographs; add --detector, and"
              + " --faces auto, all or largest");
    }
  }

  private FaceMode mode() {
    if (faces != null) {
      return FaceMode.of(faces);
    }
    return faceOptions.hasDetector() ? FaceMode.AUTO : FaceMode.ALIGNED;
  }

  private int restoreCrops() throws IOException {
    ImagePaths paths = ImagePaths.of(in, out);
    ImageBatch batch = batch(paths);
    try (RestorerOptions.Opened restorer = model.open()) {
      batch.run(file -> restorer.session().restore(ImageFiles.read(file)));
    }
    return batch.report(spec.commandLine().getErr());
  }

  private int restorePhotographs(FaceMode mode) throws IOException {
    if (faceSize != null) {
      OptionRange.requireWithin("--face-size", faceSize, 1, ImageLimits.DEFAULT.largestSide());
    }
    ImagePaths paths = ImagePaths.keepingFormats(in, out);
    ImageBatch batch = batch(paths);
    try (FaceDetector detector = faceOptions.open();
        FaceMasks masks = faceMask == null ? FaceMasks.OVAL : ParsingMasks.open(faceMask);
        RestorerOptions.Opened restorer = model.open()) {
      int size = faceSize == null ? restorer.size().orElse(DEFAULT_SIZE) : faceSize;
      FaceFilter filter = faceOptions.filter(FaceFilter.FOR_RESTORING);
      PhotoStep step =
          new PhotoStep(
              Optional.of(new PhotoRestorer(detector, masks, filter, size, MAX_BATCH)),
              mode,
              upscale,
              restorer.session(),
              spec.commandLine().getErr());
      batch.runFiles(step::restore);
    }
    return batch.report(spec.commandLine().getErr());
  }

  private ImageBatch batch(ImagePaths paths) {
    return new ImageBatch(paths, ProgressDisplay.of("restoring", paths.outputs().size(), progress));
  }
}
