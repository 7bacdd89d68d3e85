// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels, limits and orientations. */
class EightBitTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 255",
    "-0.3, 0",
    "1.7, 255",
    "0.5, 128",
    "0.00195, 0",
    "0.00197, 1",
    "0.9981, 255"
  })
  void aLevelIsTheNearestAndHalvesAreRoundedUp(float value, int level) {
    assertThat(EightBit.level(value)).isEqualTo(level);
  }

  @Test
  void everyLevelSurvivesTheConversionToFloat() {
    for (int level = 0; level < 256; level++) {
      assertThat(EightBit.level(level / 255f)).isEqualTo(level);
    }
  }

  @Test
  void roundingTwiceIsRoundingOnce() {
    Tensor image = Tensor.of(new float[] {0.1234f, 0.5f, 0.999f}, 1, 3, 1, 1);
    Tensor once = EightBit.round(image);

    assertThat(EightBit.round(once).data()).containsExactly(once.data());
    assertThat(image.data()).containsExactly(0.1234f, 0.5f, 0.999f);
  }

  @Test
  void planesAreInterleavedPixelByPixel() {
    Tensor image = Tensor.of(new float[] {0, 1, 1, 0, 0, 1}, 1, 3, 1, 2);
    byte[] bytes = EightBit.interleaved(image);

    assertThat(bytes).containsExactly(0, -1, 0, -1, 0, -1);
    assertThat(EightBit.image(bytes, 1, 2).data()).containsExactly(image.data());
  }

  @Test
  void imagesOfOtherShapesAreRejected() {
    for (Tensor other :
        new Tensor[] {Tensor.zeros(3, 4, 4), Tensor.zeros(2, 3, 4, 4), Tensor.zeros(1, 1, 4, 4)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EightBit.interleaved(other))
          .withMessage("an RGB image has shape (1, 3, H, W), not %s", other);
    }
  }

  @Test
  void notANumberHasNoLevel() {
    assertThatThrownBy(
            () -> EightBit.interleaved(Tensor.of(new float[] {0, 0, Float.NaN}, 1, 3, 1, 1)))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("the image contains NaN values");
  }

  @Test
  void limitsAreInclusive() {
    ImageLimits limits = new ImageLimits(12, 100);

    assertThatCode(() -> limits.checkPixels(3, 4, "a.png")).doesNotThrowAnyException();
    assertThatCode(() -> limits.checkBytes(100, "a.png")).doesNotThrowAnyException();
    assertThatThrownBy(() -> limits.checkPixels(13, 1, "a.png"))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage(
            "a.png is 13×1 pixels, more than the limit of 12; scale it down or raise the limit");
    assertThatThrownBy(() -> limits.checkBytes(101, "a.png"))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage(
            "a.png has 101 bytes, more than the limit of 100; make the file smaller or raise the"
                + " limit");
  }

  /** The product of two sides does not overflow. */
  @Test
  void hugeSidesExceedTheLimit() {
    assertThatThrownBy(() -> ImageLimits.DEFAULT.checkPixels(65_536, 65_536, "a.png"))
        .isInstanceOf(ImageTooLargeException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(1, 0));
  }

  /** A picture of 3×2 pixels, numbered row by row, as it is seen for each stored orientation. */
  @ParameterizedTest
  @CsvSource({
    "1, 012345",
    "2, 210543",
    "3, 543210",
    "4, 345012",
    "5, 031425",
    "6, 304152",
    "7, 524130",
    "8, 251403"
  })
  void theOrientationDeterminesWhereEachPixelIsStored(int orientation, String upright) {
    boolean turned = ExifOrientation.transposes(orientation);
    int width = turned ? 2 : 3;
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      seen.append(ExifOrientation.source(orientation, i % width, i / width, 3, 2));
    }

    assertThat(seen).hasToString(upright);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPixelIsStoredOnceAndReadBack(int orientation) {
    Tensor upright = Tensor.zeros(1, 3, 4, 5);
    for (int i = 0; i < upright.size(); i++) {
      upright.data()[i] = i;
    }
    Tensor stored = ExifOrientation.stored(upright, orientation);
    int height = (int) stored.dim(2);
    int width = (int) stored.dim(3);
    Set<Integer> sources = new HashSet<>();

    for (int i = 0; i < 20; i++) {
      int source = ExifOrientation.source(orientation, i % 5, i / 5, width, height);
      sources.add(source);
      assertThat(stored.data()[source]).isEqualTo(upright.data()[i]);
      assertThat(stored.data()[40 + source]).isEqualTo(upright.data()[40 + i]);
    }
    assertThat(sources).hasSize(20);
  }

  /** A directory with one SHORT entry, in both byte orders. */
  @ParameterizedTest
  @CsvSource({"II, 6, 6", "MM, 6, 6", "II, 8, 8", "MM, 9, 1", "II, 0, 1", "MM, -1, 1"})
  void theTagIsReadInBothByteOrders(String order, int value, int expected) {
    ByteBuffer tiff = ByteBuffer.allocate(22);
    tiff.put(order.getBytes(StandardCharsets.US_ASCII));
    tiff.order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) value);

    assertThat(ExifOrientation.ofTiff(tiff.flip().limit(22), 1)).isEqualTo(expected);
  }

  @Test
  void everyTruncationOfTheDirectoryGivesTheDefault() {
    ByteBuffer tiff = ByteBuffer.allocate(22).order(ByteOrder.BIG_ENDIAN);
    tiff.put(new byte[] {'M', 'M'}).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6);
    for (int length = 0; length < 22; length++) {
      assertThat(ExifOrientation.ofTiff(ByteBuffer.wrap(tiff.array(), 0, length).slice(), 1))
          .as("%d bytes", length)
          .isEqualTo(1);
    }
  }
}
