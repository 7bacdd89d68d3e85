package io.pentimento.core.face.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.Face;
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
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection in aligned portraits; needs -Dportraits.dir and npm, and is skipped otherwise. */
class AlignedFaceDetectorTest {
  private static final int FACES = Integer.getInteger("portraits.count", 20);

  @ParameterizedTest
  @CsvSource({"BACK, 64", "BACK, 128", "BACK, 512", "FRONT, 64", "FRONT, 128", "FRONT, 512"})
  @Timeout(1200)
  void facesOfCleanPortraitsAreFoundAndNoiseIsNot(PublishedDetector published, int size)
      throws IOException {
    List<Path> files = Portraits.given().files();
    try (FaceDetector network = FaceDetector.open(published.file())) {
      AlignedFaceDetector detector = new AlignedFaceDetector(network);
      double clean = share(detector, files, size, portrait -> portrait);
      for (double sigma : new double[] {0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 0.16}) {
        double blurred = share(detector, files, size, p -> Filter.gaussian(p, sigma * size));
        System.out.printf("%s %d px, blur %.2f: %.3f found%n", published, size, sigma, blurred);
      }
      double noise = share(detector, files, size, portrait -> blurredNoise(portrait, size));
      System.out.printf(
          "%s %d px: %.3f clean, %.3f of blurred noise%n", published, size, clean, noise);
      System.out.printf("%s %d px, nose: %s%n", published, size, nose(detector, files, size));
      assertThat(clean).isGreaterThanOrEqualTo(0.98);
      assertThat(noise).isLessThanOrEqualTo(0.02);
    }
  }

  private static double share(
      AlignedFaceDetector detector, List<Path> files, int size, UnaryOperator<Tensor> change) {
    long found =
        files.stream()
            .limit(FACES)
            .map(file -> change.apply(Resize.fitted(ImageFiles.read(file), size)))
            .filter(image -> detector.find(image).isPresent())
            .count();
    return (double) found / Math.min(FACES, files.size());
  }

  private static String nose(AlignedFaceDetector detector, List<Path> files, int size) {
    double dx = 0;
    double dy = 0;
    double distance = 0;
    int count = 0;
    FacePoints template = FacePoints.template(size);
    double eyes = template.leftEye().distance(template.rightEye());
    for (Path file : files.subList(0, FACES)) {
      Optional<Face> face = detector.find(Resize.fitted(ImageFiles.read(file), size));
      if (face.isPresent()) {
        dx += (face.get().nose().x() - template.nose().x()) / eyes;
        dy += (face.get().nose().y() - template.nose().y()) / eyes;
        distance += FacePoints.of(face.get()).distance(template);
        count++;
      }
    }
    return "%.3f %.3f, from template %.3f".formatted(dx / count, dy / count, distance / count);
  }

  private static Tensor blurredNoise(Tensor like, int size) {
    Random random = new Random(like.size() + Float.floatToIntBits(like.data()[0]));
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
