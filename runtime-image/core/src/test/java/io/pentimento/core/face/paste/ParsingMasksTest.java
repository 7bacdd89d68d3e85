// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsingMasksTest {
  private static final int SIZE = 64;

  @TempDir Path folder;

  /** Red on the left and green on the right. */
  private static Tensor twoColours() {
    Tensor crop = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < SIZE * SIZE; i++) {
      int channel = i % SIZE < SIZE / 2 ? 0 : 1;
      crop.data()[channel * SIZE * SIZE + i] = 1;
    }
    return crop;
  }

  @Test
  void scoresOfClassesBecomeTheProbabilityOfTheFace() throws IOException {
    try (FaceMasks masks = ParsingMasks.open(GeneratedParser.classes(folder.resolve("p.onnx")))) {
      PasteMask mask = masks.of(twoColours());
      assertThat(mask.at(0.2, 0.5)).isCloseTo(0, within(1e-3));
      assertThat(mask.at(0.8, 0.5)).isCloseTo(1, within(1e-3));
      assertThat(mask.at(0.5, 0.5)).isBetween(0.3, 0.7);
    }
  }

  @Test
  void oneChannelIsTheWeightItself() throws IOException {
    Path file = GeneratedParser.brightness(folder.resolve("p.onnx"), 1.5);
    try (FaceMasks masks = ParsingMasks.open(file)) {
      assertThat(masks.of(twoColours()).at(0.5, 0.5)).isCloseTo(0.5, within(1e-3));
    }
  }

  @Test
  void everyMaskFallsToZeroAtTheEdgesOfTheCrop() throws IOException {
    Path file = GeneratedParser.brightness(folder.resolve("p.onnx"), 30);
    try (FaceMasks masks = ParsingMasks.open(file)) {
      PasteMask mask = masks.of(twoColours());
      assertThat(mask.at(0.5, 0.5)).isEqualTo(1);
      for (double t = -0.5; t <= 1.5; t += 0.01) {
        assertThat(mask.at(t, 0) + mask.at(t, 1) + mask.at(0, t) + mask.at(1, t)).isZero();
      }
    }
  }

  @Test
  void filesThatAreNotParsingNetworksAreRejected() throws IOException {
    Path page = Files.writeString(folder.resolve("page.onnx"), "<html>");
    Path detector = GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    assertThatThrownBy(() -> ParsingMasks.open(folder.resolve("none.onnx")))
        .hasMessageContaining("Face parsing network not found")
        .hasMessageContaining("none.onnx");
    assertThatThrownBy(() -> ParsingMasks.open(page))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("page.onnx is not a readable ONNX file");
    assertThatThrownBy(() -> ParsingMasks.open(detector))
        .hasMessageContaining("is not a face parsing network: it needs one input")
        .hasMessageContaining("boxes16");
  }
}
