// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Portraits;
import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.face.PublishedDetector;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.synthetic.SyntheticPicture;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Detection rates of the published detectors in pictures with known faces. */
class DetectionAccuracyTest {
  private static final double MIN_FOUND = 0.95;

  /** In eye distances. */
  private static final double MAX_LANDMARK_ERROR = 0.08;

  /** In eye distances: the mean of few faces varies more. */
  private static final double MAX_LANDMARK_ERROR_OF_FEW = 0.1;

  /** Its points are not calibrated to the template. */
  private static final double MAX_LANDMARK_ERROR_OF_YUNET = 0.2;

  private static final double SAME_FACE = 0.35;
  private static final double MAX_NOISE = 0.06;

  /** A detector's box as a share of an aligned crop's side. */
  private static final double BOX_SHARE = 0.59;

  @ParameterizedTest
  @EnumSource(PublishedDetector.class)
  @Timeout(300)
  void facesAreFoundInAFewPictures(PublishedDetector published) throws IOException {
    checkPictures(published, 8, MAX_LANDMARK_ERROR_OF_FEW);
    checkBackgrounds(published, 8);
  }

  @ParameterizedTest
  @EnumSource(PublishedDetector.class)
  @Tag("slow")
  @Timeout(1800)
  void facesAreFoundInTwoHundredPictures(PublishedDetector published) throws IOException {
    checkPictures(published, 200, MAX_LANDMARK_ERROR);
    checkBackgrounds(published, 100);
  }

  /** A published YuNet; no package contains one, so that its file must be given. */
  @Test
  @Timeout(600)
  void aPublishedYuNetFindsFacesInAFewPictures() throws IOException {
    String file = System.getProperty("yunet.file", "");
    Assumptions.assumeTrue(!file.isEmpty(), "set -Dyunet.file to the ONNX file of a YuNet");
    checkPictures(Path.of(file), 8, MAX_LANDMARK_ERROR_OF_YUNET);
  }

  private static void checkPictures(
      PublishedDetector published, int pictures, double maxLandmarkError) throws IOException {
    checkPictures(published.file(), pictures, maxLandmarkError);
  }

  private static void checkPictures(Path file, int pictures, double maxLandmarkError) {
    Portraits portraits = Portraits.given();
    Count count = new Count();
    try (FaceDetector detector = FaceDetector.open(file)) {
      for (int i = 0; i < pictures; i++) {
        SyntheticPicture picture = picture(new Random(i), portraits);
        count.add(picture.faces(), detector.detect(picture.image(), 40));
      }
    }
    System.out.printf(
        "%s: %d pictures, %d faces, %.2f %% found, %.2f %% landmark error, %d false%n",
        file.getFileName(),
        pictures,
        count.faces,
        100.0 * count.found / count.faces,
        100 * count.error / count.found,
        count.wrong);
    assertThat((double) count.found / count.faces).isGreaterThanOrEqualTo(MIN_FOUND);
    assertThat(count.error / count.found).isLessThan(maxLandmarkError);
  }

  private static SyntheticPicture picture(Random random, Portraits portraits) {
    double noise = MAX_NOISE * random.nextDouble();
    List<Tensor> faces = portraits.any(random, 1 + random.nextInt(8));
    return SyntheticPicture.of(random, background(random), faces, 40, 400, 30, noise);
  }

  private static Tensor background(Random random) {
    int width = 900 + random.nextInt(1500);
    return ProceduralBackground.of(random, width, 700 + random.nextInt(1100), 0.01);
  }

  /** At most one false face in 20 pictures without faces. */
  private static void checkBackgrounds(PublishedDetector published, int pictures)
      throws IOException {
    int found = 0;
    try (FaceDetector detector = FaceDetector.open(published.file())) {
      for (int i = 0; i < pictures; i++) {
        found += detector.detect(background(new Random(1000 + i)), 40).size();
      }
    }
    System.out.printf("%s: %d faces in %d empty pictures%n", published, found, pictures);
    assertThat(found).isLessThanOrEqualTo(Math.max(1, pictures / 20));
  }

  /** What was found of what is there. */
  private static final class Count {
    int faces;
    int found;
    int wrong;
    double error;

    void add(List<Landmarks> there, List<Face> detected) {
      List<Face> rest = new ArrayList<>(detected);
      for (Landmarks truth : there) {
        faces++;
        rest.stream()
            .filter(face -> distance(face, truth) < SAME_FACE * truth.eyeDistance())
            .findFirst()
            .ifPresent(
                face -> {
                  rest.remove(face);
                  found++;
                  error += distance(face, truth) / truth.eyeDistance();
                });
      }
      wrong += rest.size();
    }

    /** The mean distance of eyes and mouth, in pixels. */
    private static double distance(Face face, Landmarks truth) {
      Landmarks seen = face.landmarks();
      return new Landmarks(truth.scheme(), List.of(seen.leftEye(), seen.rightEye(), seen.mouth()))
          .meanDistance(truth);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PublishedDetector.class,
      names = {"BACK"})
  @Timeout(300)
  void alignedPortraitsStayAtTheTemplate(PublishedDetector published) throws IOException {
    List<Path> portraits = Portraits.given().files();
    List<Path> some = portraits.subList(portraits.size() - 40, portraits.size());
    double sum = 0;
    try (FaceDetector detector = FaceDetector.open(published.file())) {
      for (Path file : some) {
        sum += shiftOfTemplate(detector, ImageFiles.read(file));
      }
    }
    System.out.printf("aligned portraits: %.2f %% of the face%n", 100 * sum / some.size());
    assertThat(sum / some.size()).isLessThan(0.03);
  }

  /** How far the template's points move when the picture is aligned, as a share of the face. */
  private static double shiftOfTemplate(FaceDetector detector, Tensor portrait) {
    int size = (int) portrait.dim(2);
    List<Face> faces = detector.detect(portrait, size / 4.0);
    assertThat(faces).isNotEmpty();
    Landmarks landmarks = faces.get(0).landmarks();
    Landmarks template = landmarks.scheme().template(size);
    FaceAlignment alignment = FaceAlignment.of(landmarks, size);
    return template.map(alignment::toCrop).meanDistance(template) / (BOX_SHARE * size);
  }
}
