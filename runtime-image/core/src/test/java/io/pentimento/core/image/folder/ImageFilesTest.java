// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.image.ImageTooLargeException;
import io.pentimento.core.image.UnsupportedImageException;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.tensor.Tensor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void aPngSurvivesARoundTrip() {
    Tensor image = gradient(5, 7);
    ImageFiles.writePng(folder.resolve("a.png"), image);
    Tensor read = ImageFiles.read(folder.resolve("a.png"));
    assertThat(read.shape()).containsExactly(1, 3, 5, 7);
    assertThat(read.data()).containsExactly(EightBit.round(image).data());
  }

  @Test
  void equalImagesGiveEqualPngBytes() {
    assertThat(ImageFiles.encodePng(gradient(9, 4)))
        .isEqualTo(ImageFiles.encodePng(gradient(9, 4)))
        .isNotEqualTo(ImageFiles.encodePng(gradient(4, 9)));
  }

  @Test
  void levelsAreClampedAndRoundedHalfUp() {
    assertThat(EightBit.level(-0.2f)).isZero();
    assertThat(EightBit.level(1.7f)).isEqualTo(255);
    assertThat(EightBit.level(0.5f)).isEqualTo(128);
    assertThat(EightBit.level(127.49f / 255)).isEqualTo(127);
  }

  @Test
  void aJpegOfHighQualityIsClose() {
    Tensor image = gradient(32, 48);
    Tensor read = ImageFiles.decode(ImageFiles.encodeJpeg(image, 95), "a.jpg");
    assertThat(read.shape()).containsExactly(1, 3, 32, 48);
    assertThat(read.data()).usingComparatorWithPrecision(0.05f).containsExactly(image.data());
  }

  @Test
  void greyBecomesThreeEqualChannels() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 51);
    grey.getRaster().setSample(1, 0, 0, 255);
    assertThat(ImageFiles.decode(png(grey), "grey.png").data())
        .containsExactly(0.2f, 1, 0.2f, 1, 0.2f, 1);
  }

  @Test
  void aPaletteIsExpanded() throws IOException {
    BufferedImage indexed = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xffff0000);
    indexed.setRGB(1, 0, 0xff0000ff);
    assertThat(ImageFiles.decode(png(indexed), "palette.png").data())
        .containsExactly(1, 0, 0, 0, 0, 1);
  }

  @Test
  void aOneBitImageIsBlackAndWhite() throws IOException {
    BufferedImage binary = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
    binary.setRGB(1, 0, 0xffffffff);
    assertThat(ImageFiles.decode(png(binary), "bits.png").data())
        .containsExactly(0, 1, 0, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void alphaIsDiscarded() throws IOException {
    BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(0, 0, 0x00ff3300);
    assertThat(ImageFiles.decode(png(transparent), "alpha.png").data()).containsExactly(1, 0.2f, 0);
  }

  @Test
  void sixteenBitsKeepTheirPrecision() throws IOException {
    ComponentColorModel deep =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = deep.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {1, 32768, 65535});
    byte[] file = png(new BufferedImage(deep, raster, false, null));
    assertThat(ImageFiles.decode(file, "deep.png").data())
        .containsExactly(1 / 65535f, 32768 / 65535f, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theExifOrientationOfAJpegIsApplied(int orientation) throws IOException {
    Tensor stored = ImageFiles.decode(ImageFiles.encodeJpeg(gradient(24, 16), 90), "s");
    Tensor turned =
        ImageFiles.decode(oriented(ImageFiles.encodeJpeg(gradient(24, 16), 90), orientation), "t");
    boolean transposed = orientation >= 5;
    assertThat(turned.dim(2)).isEqualTo(transposed ? 16 : 24);
    assertThat(pixel(turned, 0, 0)).isEqualTo(storedCorner(stored, orientation));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void anyIntegerTypeOfTheOrientationIsRead(int type) {
    byte[] jpeg = ImageFiles.encodeJpeg(gradient(24, 16), 90);

    Tensor turned = ImageFiles.decode(withExif(jpeg, tiff(type, 6)), "t");

    assertThat(turned.shape()).containsExactly(1, 3, 16, 24);
  }

  @Test
  void theExifOrientationOfAPngIsApplied() {
    byte[] png = ImageFiles.encodePng(gradient(6, 4));
    Tensor stored = ImageFiles.decode(png, "s");

    for (byte[] exif : new byte[][] {tiff(3, 6), tiff(4, 6), concat(EXIF, tiff(3, 6))}) {
      Tensor turned = ImageFiles.decode(withChunk(png, "eXIf", exif), "t");
      assertThat(turned.shape()).containsExactly(1, 3, 4, 6);
      assertThat(pixel(turned, 0, 0)).isEqualTo(storedCorner(stored, 6));
    }
    assertThat(ImageFiles.decode(withChunk(png, "eXIf", new byte[] {'M'}), "t").shape())
        .containsExactly(1, 3, 6, 4);
  }

  @Test
  void aPngWithTooFewPixelsIsCorruptDespiteValidChecksums() {
    byte[] png = ImageFiles.encodePng(gradient(40, 40));
    ByteBuffer whole = ByteBuffer.wrap(png);
    int length = whole.getInt(33);
    byte[] half = Arrays.copyOfRange(png, 41, 41 + length / 2);
    byte[] cut = withChunk(Arrays.copyOf(png, 33), "IDAT", half);

    assertThatThrownBy(
            () ->
                ImageFiles.decode(
                    concat(cut, Arrays.copyOfRange(png, png.length - 12, png.length)), "cut.png"))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("cut.png");
  }

  @Test
  void anImageOfNaNIsNotWritten() {
    Tensor image = gradient(4, 4);
    image.data()[5] = Float.NaN;
    assertThatThrownBy(() -> ImageFiles.encodePng(image))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void otherFilesAreUnsupported() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.png"), "GIF89a, for example");
    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("notes.png")
        .hasMessageContaining("neither a PNG nor a JPEG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aTruncatedFileIsCorruptAtEveryLength(String format) {
    byte[] whole =
        format.equals("png")
            ? ImageFiles.encodePng(gradient(40, 40))
            : ImageFiles.encodeJpeg(gradient(40, 40), 80);
    for (int length = 8; length < whole.length; length += 13) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ImageFiles.decode(part, "cut." + format))
          .isInstanceOf(CorruptImageException.class)
          .hasMessageContaining("cut." + format);
    }
  }

  @Test
  void anEmptyFileIsCorrupt() {
    assertThatThrownBy(() -> ImageFiles.decode(new byte[0], "empty.png"))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("empty.png is empty");
  }

  @Test
  void aFlippedBitInAPngIsDetected() {
    byte[] file = ImageFiles.encodePng(gradient(40, 40));
    file[file.length / 2] ^= 1;
    assertThatThrownBy(() -> ImageFiles.decode(file, "flipped.png"))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("IDAT");
  }

  @Test
  void anImageWithAHugeSizeIsRejectedBeforeDecoding() {
    byte[] file = ImageFiles.encodePng(gradient(4, 4));
    ByteBuffer.wrap(file).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(file, 12, 17);
    ByteBuffer.wrap(file).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> ImageFiles.decode(file, "bomb.png"))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageContaining("bomb.png is 60000×60000 pixels");
  }

  @Test
  void theCallerSetsTheLimitsOfPixelsAndBytes() {
    byte[] file = ImageFiles.encodeJpeg(gradient(20, 20), 80);
    assertThat(ImageFiles.decode(file, "a.jpg", new ImageLimits(400, 10_000)).size())
        .isEqualTo(1200);
    assertThatThrownBy(() -> ImageFiles.decode(file, "a.jpg", new ImageLimits(399, 10_000)))
        .isInstanceOf(ImageTooLargeException.class);
    assertThatThrownBy(() -> ImageFiles.decode(file, "a.jpg", new ImageLimits(400, 100)))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageContaining("bytes");
  }

  @Test
  void theErrorNamesAMissingFile() {
    assertThatThrownBy(() -> ImageFiles.read(folder.resolve("gone.png")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone.png");
  }

  @Test
  void jpegHalvesTheChroma() {
    byte[] file = ImageFiles.encodeJpeg(gradient(16, 16), 80);
    assertThat(file[indexOf(file, 0xc0) + 11]).isEqualTo((byte) 0x22);
    assertThat(ImageHeader.parse(file, "a.jpg").channels()).isEqualTo(3);
    assertThat((double) file.length).isCloseTo(700, within(400.0));
  }

  private static Tensor gradient(int height, int width) {
    float[] data = new float[3 * height * width];
    for (int i = 0; i < data.length; i++) {
      int y = i / width % height;
      int x = i % width;
      int c = i / (width * height);
      data[i] =
          0.1f
              + 0.8f
                  * (c == 2
                      ? (float) (x + y) / (height + width)
                      : c == 0 ? (float) y / height : (float) x / width);
    }
    return Tensor.of(data, 1, 3, height, width);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] oriented(byte[] jpeg, int orientation) {
    return withExif(jpeg, tiff(3, orientation));
  }

  private static byte[] withExif(byte[] jpeg, byte[] tiff) {
    int length = 2 + EXIF.length + tiff.length;
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 2 + length);
    out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) length).put(EXIF).put(tiff);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A directory with the orientation as BYTE (1), SHORT (3) or LONG (4). */
  private static byte[] tiff(int type, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M');
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) type).putInt(1);
    switch (type) {
      case 1 -> tiff.put((byte) orientation);
      case 3 -> tiff.putShort((short) orientation);
      default -> tiff.putInt(orientation);
    }
    return tiff.array();
  }

  /** The PNG with a chunk after its header. */
  private static byte[] withChunk(byte[] png, String type, byte[] data) {
    byte[] body = concat(type.getBytes(StandardCharsets.US_ASCII), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length).put(png, 0, 33);
    out.putInt(data.length).put(body).putInt((int) crc.getValue());
    return out.put(png, 33, png.length - 33).array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** The first row and first column for each EXIF orientation. */
  private static float[] storedCorner(Tensor stored, int orientation) {
    int bottom = (int) stored.dim(2) - 1;
    int right = (int) stored.dim(3) - 1;
    return switch (orientation) {
      case 1, 5 -> pixel(stored, 0, 0);
      case 2, 8 -> pixel(stored, 0, right);
      case 3, 7 -> pixel(stored, bottom, right);
      default -> pixel(stored, bottom, 0);
    };
  }

  private static float[] pixel(Tensor image, int y, int x) {
    int width = (int) image.dim(3);
    int plane = (int) image.dim(2) * width;
    int at = y * width + x;
    return new float[] {image.data()[at], image.data()[plane + at], image.data()[2 * plane + at]};
  }

  private static int indexOf(byte[] file, int marker) {
    for (int i = 2; i < file.length; i++) {
      if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == marker) {
        return i;
      }
    }
    throw new AssertionError("no marker " + marker);
  }
}
