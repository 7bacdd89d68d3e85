// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.face.paste.FaceMasks;
import io.pentimento.core.face.paste.GeneratedParser;
import io.pentimento.core.face.paste.ParsingMasks;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.face.select.LeftOutReason;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole photographs with a generated detector, which sees a face in the middle. */
class PhotoRestorerTest {
  private static final int SIZE = 64;

  @TempDir Path folder;
  private FaceDetector detector;
  private PhotoRestorer restorer;
  private final List<Long> batches = new ArrayList<>();

  @BeforeEach
  void openDetector() throws IOException {
    detector = FaceDetector.open(GeneratedDetector.write(folder.resolve("d.onnx"), 128));
    restorer = new PhotoRestorer(detector, FaceFilter.FOR_RESTORING, SIZE, 4);
  }

  @AfterEach
  void closeDetector() {
    detector.close();
  }

  private static Tensor grey(int width, int height, float value) {
    float[] data = new float[3 * width * height];
    Arrays.fill(data, value);
    return Tensor.of(data, 1, 3, height, width);
  }

  /** Turns the middle of a crop white and leaves its border, so that no colour is matched away. */
  private Tensor whiten(Tensor crops) {
    batches.add(crops.dim(0));
    Tensor white = Tensor.of(crops.data().clone(), crops.shape());
    for (int i = 0; i < white.size(); i++) {
      int x = i % SIZE - SIZE / 2;
      int y = i / SIZE % SIZE - SIZE / 2;
      if (x * x + y * y < 100) {
        white.data()[i] = 1;
      }
    }
    return white;
  }

  @Test
  void theFaceIsRestoredAndTheRestIsUnchanged() {
    Tensor photograph = grey(300, 200, 0.5f);

    RestoredPhotograph restored = restorer.restore(photograph, this::whiten);

    assertThat(restored.faces()).hasSize(1);
    assertThat(restored.message()).isEqualTo("1 face was restored.");
    assertThat(batches).containsExactly(1L);
    assertThat(restored.image().data()[100 * 300 + 150]).isGreaterThan(0.9f);
    assertThat(restored.image().data()[0]).isEqualTo(0.5f);
    assertThat(photograph.data()[100 * 300 + 150]).as("the given picture").isEqualTo(0.5f);
  }

  @Test
  void aPhotographWithoutFacesIsReturnedUnchanged() {
    PhotoRestorer choosy =
        new PhotoRestorer(detector, new FaceFilter(10_000, 1, 0, 90, 0), SIZE, 4);
    Tensor photograph = grey(300, 200, 0.5f);

    RestoredPhotograph restored = choosy.restore(photograph, this::whiten);

    assertThat(restored.image()).isSameAs(photograph);
    assertThat(restored.leftOut())
        .extracting(left -> left.reason())
        .containsOnly(LeftOutReason.TOO_SMALL);
    assertThat(restored.message()).isEqualTo("0 faces were restored, 1 left out.");
    assertThat(batches).isEmpty();
  }

  @Test
  void onlyTheMaskOfAParsingNetworkIsPasted() throws IOException {
    Path parser = GeneratedParser.brightness(folder.resolve("parser.onnx"), 0);
    Tensor photograph = grey(300, 200, 0.5f);
    try (FaceMasks nothing = ParsingMasks.open(parser)) {
      RestoredPhotograph restored = restorer.withMasks(nothing).restore(photograph, this::whiten);
      assertThat(restored.faces()).hasSize(1);
      assertThat(restored.image().data()).containsExactly(photograph.data());
    }
  }

  @ParameterizedTest(name = "{0}×{1} pixels")
  @CsvSource({"1, 1", "1, 700", "4000, 3000"})
  @Timeout(120)
  void aDarkPhotographOfAnySizeIsReturnedUnchanged(int width, int height) {
    assertUnchanged(grey(width, height, 0));
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void sixtyFourMegapixelsAreSearched() {
    assertUnchanged(grey(8000, 8000, 0));
  }

  private void assertUnchanged(Tensor photograph) {
    RestoredPhotograph restored = restorer.restore(photograph, this::whiten);
    assertThat(restored.image()).isSameAs(photograph);
    assertThat(restored.message()).startsWith("No face was found").contains("unchanged");
    assertThat(batches).isEmpty();
  }

  @Test
  void aLargerResultHasItsFaceAtTheSamePlace() {
    RestoredPhotograph restored = restorer.restore(grey(300, 200, 0.5f), 2, this::whiten);
    assertThat(restored.image().shape()).containsExactly(1, 3, 400, 600);
    assertThat(restored.image().data()[200 * 600 + 300]).isGreaterThan(0.9f);
    assertThat(restored.image().data()[0]).isEqualTo(0.5f);
  }

  @Test
  void modesDecideWhetherAPictureIsAPhotograph() {
    Tensor wide = grey(300, 200, 0.5f);
    Tensor crop = grey(SIZE, SIZE, 0.5f);
    assertThat(restorer.in(FaceMode.ALIGNED, wide)).isEmpty();
    assertThat(restorer.in(FaceMode.AUTO, wide)).contains(restorer);
    assertThat(restorer.in(FaceMode.AUTO, crop)).isEmpty();
    assertThat(restorer.in(FaceMode.ALL, crop)).contains(restorer);
    assertThat(restorer.in(FaceMode.LARGEST, wide).orElseThrow().filter().maxFaces()).isEqualTo(1);
  }

  @Test
  void modesAreNamedInLowerCase() {
    assertThat(FaceMode.of("largest")).isEqualTo(FaceMode.LARGEST);
    assertThatThrownBy(() -> FaceMode.of("some"))
        .hasMessage("faces is 'some'; it must be one of [auto, aligned, all, largest]");
  }
}
