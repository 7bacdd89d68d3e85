// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.photograph;

import io.pentimento.benchmark.Networks;
import io.pentimento.benchmark.Size;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints the time of each stage of restoring a photograph, and its share of the restorer's. */
final class PhotographBenchmark {
  private static final int RUNS = 5;
  private static final String RESTORE = "restore";

  private PhotographBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the detector, the photograph, and small or full
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: run photograph DETECTOR.onnx PHOTOGRAPH.jpg small|full");
      System.exit(64);
      return;
    }
    Size size = Size.valueOf(arguments[2].toUpperCase(Locale.ROOT));
    byte[] photograph = Files.readAllBytes(Path.of(arguments[1]));
    try (FaceDetector detector = FaceDetector.open(Path.of(arguments[0]));
        OnnxSession restorer = restorer(size)) {
      measure(new PhotographStages(detector, restorer, size.pixels()), photograph);
    }
  }

  private static OnnxSession restorer(Size size) throws IOException {
    Path file = Files.createTempFile("restorer", ".onnx");
    try {
      OnnxModelFile.write(Networks.restorer(size).onnx(size.pixels()), file);
      return OnnxSession.open(file, SessionOptions.defaults());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void measure(PhotographStages stages, byte[] photograph) {
    StageTimer watch = new StageTimer();
    int faces = 0;
    for (int run = 0; run < RUNS; run++) {
      faces = stages.restore(photograph, watch);
    }
    System.out.printf(
        "Cores: %d, faces: %d, best of %d runs%n%n",
        Runtime.getRuntime().availableProcessors(), faces, RUNS);
    System.out.println("| stage | s | CPU s | share of the restorer's CPU s |");
    System.out.println("|---|---|---|---|");
    double restorer = watch.of(RESTORE).cpuSeconds();
    watch.stages().forEach(stage -> print(stage, watch.of(stage), restorer));
    print("all but restore", watch.without(RESTORE), restorer);
  }

  private static void print(String stage, StageTimer.Time time, double restorer) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.1f %% |%n",
        stage,
        time.seconds(),
        time.cpuSeconds(),
        100 * time.cpuSeconds() / restorer);
  }
}
