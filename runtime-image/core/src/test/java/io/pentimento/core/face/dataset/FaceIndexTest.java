// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.select.LeftOut;
import io.pentimento.core.face.select.LeftOutReason;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document with the origin of each crop. */
class FaceIndexTest {
  private static final Face FACE =
      new Face(
          new Box(10.12345, 20, 110.5, 140.25),
          LandmarkScheme.EYES_AND_MOUTH.template(512).map(p -> p.plus(new Point(1.23456, 0))),
          new Point(60, 80),
          0.87654);
  private static final FaceAlignment ALIGNMENT =
      new FaceAlignment(new Similarity(0.5, 0.25, 3.123456789, -4), 128);

  @Test
  void anOriginHasThePositionsInThePhotographToThousandths() {
    FaceOrigin origin = FaceOrigin.of("holiday/1.jpg", FACE, ALIGNMENT);

    assertThat(origin.photograph()).isEqualTo("holiday/1.jpg");
    assertThat(origin.box()).containsExactly(10.123, 20.0, 100.377, 120.25);
    assertThat(origin.landmarks().get(0)).containsExactly(193.235, 240.0);
    assertThat(origin.landmarks()).hasSize(3);
    assertThat(origin.score()).isEqualTo(0.877);
    assertThat(origin.scale()).isCloseTo(Math.hypot(0.5, 0.25), within(5e-4));
  }

  /** The transform is exact, so that a crop can be pasted back. */
  @Test
  void theAlignmentSurvivesTheDocument() {
    assertThat(FaceOrigin.of("1.jpg", FACE, ALIGNMENT).alignment(128)).isEqualTo(ALIGNMENT);
  }

  @Test
  void theDocumentIsReadBack(@TempDir Path folder) throws IOException {
    FaceIndex index = index().build();
    index.write(folder);

    assertThat(folder.resolve("faces.json")).exists();
    assertThat(FaceIndex.read(folder)).isEqualTo(index);
  }

  @Test
  void everyPhotographIsCountedOnce() {
    FaceIndex index = index().build();

    assertThat(index.faces()).containsOnlyKeys("1_0.png");
    assertThat(index.leftOut())
        .containsExactly(
            new UnusedFace("1.jpg", List.of(10.123, 20.0, 100.377, 120.25), "TooSmall"));
    assertThat(index.withoutFaces()).containsExactly("empty.jpg");
    assertThat(index().summary())
        .isEqualTo("1 faces were written, 1 faces were left out, 1 photographs have no face");
  }

  @Test
  void everythingThatIsNotUsedHasAReason() {
    assertThat(index().build().reasons())
        .containsExactly(
            new FaceIndex.Reason(
                "1.jpg", "a face of 100×120 pixels at (10, 20) was left out: TooSmall"),
            new FaceIndex.Reason("empty.jpg", "no face was found"));
  }

  private static FaceIndex.Builder index() {
    AlignedFace used = new AlignedFace(FACE, ALIGNMENT, Tensor.zeros(1, 3, 128, 128));
    FaceIndex.Builder builder = new FaceIndex.Builder();
    builder.add("1_0.png", "1.jpg", used);
    builder.add(
        "1.jpg",
        new AlignedPhotograph(List.of(used), List.of(new LeftOut(FACE, LeftOutReason.TOO_SMALL))));
    builder.add("empty.jpg", new AlignedPhotograph(List.of(), List.of()));
    return builder;
  }
}
