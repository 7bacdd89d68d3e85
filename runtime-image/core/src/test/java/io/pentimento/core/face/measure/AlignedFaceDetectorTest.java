// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.Portraits;
import io.pentimento.core.face.PublishedDetector;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection in aligned portraits; skipped without -Dportraits.dir and without npm. */
class AlignedFaceDetectorTest {
  private static final int FACES = Integer.getInteger("portraits.count", 20);

  @ParameterizedTest
  @CsvSource({"BACK, 64", "BACK, 128", "BACK, 512", "FRONT, 64", "FRONT, 128", "FRONT, 512"})
  @Timeout(1200)
  void facesOfCleanPortraitsAreFoundAndNoiseIsNot(PublishedDetector published, int size)
      throws IOException {
    List<Path> files = Portraits.given().files().stream().limit(FACES).toList();
    try (FaceDetector network = FaceDetector.open(published.file())) {
      AlignedFaceDetector detector = new AlignedFaceDetector(network);
      double clean = found(detector, files, size, portrait -> portrait);
      double blurred = found(detector, files, size, p -> Filter.gaussian(p, 0.03 * size));
      double strongly = found(detector, files, size, p -> Filter.gaussian(p, 0.06 * size));
      double noise = found(detector, files, size, AlignedFaceDetectorTest::blurredNoise);
      System.out.printf(
          "%s, %d px: found %.3f clean, %.3f and %.3f blurred, %.3f of blurred noise%n",
          published, size, clean, blurred, strongly, noise);
      assertThat(clean).isGreaterThanOrEqualTo(0.98);
      assertThat(strongly).isLessThanOrEqualTo(0.02);
      assertThat(noise).isLessThanOrEqualTo(0.02);
    }
  }

  @ParameterizedTest
  @CsvSource({"BACK, 64", "FRONT, 64"})
  @Timeout(300)
  void thePointsOfCleanPortraitsAreNearTheTemplate(PublishedDetector published, int size)
      throws IOException {
    try (FaceDetector network = FaceDetector.open(published.file())) {
      AlignedFaceDetector detector = new AlignedFaceDetector(network);
      FacePoints template = FacePoints.template(size);
      double distance =
          Portraits.given().files().stream()
              .limit(FACES)
              .flatMap(file -> detector.find(read(file, size)).stream())
              .mapToDouble(face -> FacePoints.of(face).distance(template))
              .average()
              .orElseThrow();
      System.out.printf("%s, %d px: %.3f from the template%n", published, size, distance);
      assertThat(distance).isLessThan(0.12);
    }
  }

  private static double found(
      AlignedFaceDetector detector, List<Path> files, int size, UnaryOperator<Tensor> change) {
    long found =
        files.stream()
            .map(file -> change.apply(read(file, size)))
            .filter(image -> detector.find(image).isPresent())
            .count();
    return (double) found / files.size();
  }

  private static Tensor read(Path file, int size) {
    return Resize.fitted(ImageFiles.read(file), size);
  }

  /** Coloured blotches of about the size of eyes, another pattern for each image. */
  private static Tensor blurredNoise(Tensor like) {
    double size = like.dim(3);
    Random random = new Random(Float.floatToIntBits(like.data()[0]));
    Tensor noise = Tensor.zeros(like.shape());
    for (int i = 0; i < noise.size(); i++) {
      noise.data()[i] = (float) (0.5 + random.nextGaussian() * 0.06 * size);
    }
    Tensor blurred = Filter.gaussian(noise, 0.06 * size);
    for (int i = 0; i < blurred.size(); i++) {
      blurred.data()[i] = Math.max(0, Math.min(1, blurred.data()[i]));
    }
    return blurred;
  }
}
