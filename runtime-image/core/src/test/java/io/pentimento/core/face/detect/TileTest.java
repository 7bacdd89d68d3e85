// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileTest {
  @Test
  void tilesCoverThePictureAndOverlap() {
    List<Tile> tiles = Tile.covering(Tensor.zeros(1, 3, 130, 300), 128, 40, 1);
    assertThat(tiles.stream().map(Tile::left).distinct()).containsExactly(0, 86, 172);
    assertThat(tiles.stream().map(Tile::top).distinct()).containsExactly(0, 2);
  }

  @Test
  void aSmallPictureIsInTheMiddleOfOneGreyTile() {
    Tensor pixel = Tensor.of(new float[] {1, 1, 1}, 1, 3, 1, 1);
    List<Tile> tiles = Tile.covering(pixel, 5, 2, 1);
    assertThat(tiles).hasSize(1);
    Tensor cut = tiles.get(0).cut(pixel);
    assertThat(cut.data()[12]).isEqualTo(1);
    assertThat(cut.data()[0]).isEqualTo(0.5f);
  }

  @Test
  void facesAreScaledBackToThePicture() {
    Face seen =
        new Face(
            new Box(10, 20, 30, 40),
            LandmarkScheme.EYES_AND_MOUTH.template(20),
            new Point(10, 12),
            0.5);
    Face face = new Tile(100, 50, 128, 0.5).toImage(seen);
    assertThat(face.box()).isEqualTo(new Box(220, 140, 260, 180));
    assertThat(face.landmarks().leftEye().x()).isCloseTo(2 * (100 + 7.5), within(1e-9));
    assertThat(face.nose()).isEqualTo(new Point(220, 124));
  }

  @Test
  void scalesReachFromTheSmallestFaceToOneThatFillsThePicture() {
    FaceNetwork network = new StubNetwork();
    assertThat(Scales.of(4000, 40, network)).startsWith(0.5).endsWith(60 / 4000.0).hasSize(5);
    assertThat(Scales.of(10, 40, network)).containsExactly(2.0 * 3);
  }

  /** A network of which only the sizes are used. */
  private record StubNetwork() implements FaceNetwork {
    @Override
    public int size() {
      return 256;
    }

    @Override
    public int smallestFace() {
      return 20;
    }

    @Override
    public List<Face> candidates(Tensor square, double minScore) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
