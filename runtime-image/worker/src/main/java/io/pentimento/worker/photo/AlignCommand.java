// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.face.dataset.PhotoAligner;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.image.folder.ImageListing;
import io.pentimento.worker.input.InputFolder;
import io.pentimento.worker.input.OptionRange;
import io.pentimento.worker.input.OutputPath;
import io.pentimento.worker.input.RealPath;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.progress.ProgressMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts aligned faces out of photographs. */
@Command(
    name = "align",
    mixinStandardHelpOptions = true,
    description = {
      "Cuts the aligned faces out of a folder of photographs.",
      "A face of PHOTOS/a/b.jpg is written to OUT/a/b.jpg/1.png; OUT/faces.json lists"
          + " the origin of each crop, and the faces that were left out with the reason.",
      "Failed photographs are listed at the end, and the other photographs are processed."
    })
public final class AlignCommand implements Callable<Integer> {
  @Mixin private FaceOptions options = new FaceOptions();

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "512",
      description = "Side of the crops; default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Additional margin around the FFHQ template: 0.1 for 10 %%. Default: ${DEFAULT-VALUE}.")
  private double margin;

  @Option(
      names = "--progress",
      defaultValue = "auto",
      description = "Progress display: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ProgressMode progress;

  @Parameters(index = "0", paramLabel = "PHOTOS", description = "A folder of photographs.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "A folder that receives the crops.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    InputFolder.require("PHOTOS", in);
    OptionRange.requireWithin("--size", size, 1, ImageLimits.DEFAULT.largestSide());
    OutputPath.requireFolder("OUT", out);
    requireSeparate();
    PrintWriter err = spec.commandLine().getErr();
    ImageListing listing = ImageFolder.nonEmpty(in);
    listing.report().forEach(err::println);
    AlignedFolder folder = new AlignedFolder(out);
    Failures failures = new Failures(err);
    ProgressDisplay display = ProgressDisplay.of("aligning", listing.images().size(), progress);
    try (FaceDetector detector = options.open()) {
      PhotoAligner aligner =
          new PhotoAligner(detector, options.filter(FaceFilter.FOR_DATASETS), size, margin);
      long done = 0;
      for (Path photograph : listing.images()) {
        align(aligner, photograph, folder, failures);
        display.update(++done);
      }
    }
    folder.writeIndex();
    err.println(folder.summary());
    return failures.exitCode();
  }

  private void align(PhotoAligner aligner, Path photograph, AlignedFolder folder, Failures failures)
      throws IOException {
    String name = in.relativize(photograph).toString();
    try {
      folder.add(name, aligner.align(PhotoFile.read(photograph).image()));
    } catch (RuntimeException | OutOfMemoryError e) {
      failures.add(photograph, e);
    }
  }

  /** The next run would process crops in the input folder as photographs. */
  private void requireSeparate() throws IOException {
    if (RealPath.isWithin(out, in)) {
      throw new IllegalArgumentException(
          "%s is inside the input folder %s; choose another OUT".formatted(out, in));
    }
  }
}
