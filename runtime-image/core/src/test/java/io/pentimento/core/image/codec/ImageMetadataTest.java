// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageMetadataTest {
  private static final byte[] PROFILE = "a colour profile".getBytes(StandardCharsets.US_ASCII);
  private final Tensor picture = picture(10, 6);

  /** Each pixel has its own grey level. */
  private static Tensor picture(int width, int height) {
    float[] data = new float[3 * width * height];
    for (int i = 0; i < data.length; i++) {
      data[i] = i % (width * height) * 4 / 255f;
    }
    return Tensor.of(data, 1, 3, height, width);
  }

  private static byte[] tiff(int orientation) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static byte[] jpeg(Tensor image, int orientation) {
    byte[] plain = ImageFiles.encodeJpeg(image, 100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 20);
    segment(out, 0xe1, "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff(orientation));
    segment(out, 0xe2, "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), PROFILE);
    out.write(plain, 20, plain.length - 20);
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] name, byte[] data) {
    int length = 2 + name.length + data.length;
    out.writeBytes(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.writeBytes(name);
    out.writeBytes(data);
  }

  private static byte[] png(Tensor image, int orientation) {
    byte[] plain = ImageFiles.encodePng(image);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 33);
    chunk(out, "iCCP", PROFILE);
    chunk(out, "eXIf", tiff(orientation));
    out.write(plain, 33, plain.length - 33);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] body =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .put(data)
            .array();
    CRC32 crc = new CRC32();
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static boolean contains(byte[] file, byte[] part) {
    return new String(file, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anUprightPictureIsStoredWithTheOrientationOfItsFile(int orientation) {
    byte[] file = png(picture, orientation);
    Tensor upright = ImageFiles.decode(file, "file");

    byte[] again = ImageMetadata.of(file, "file").encode(upright);

    assertThat(ImageHeader.parse(again, "again")).isEqualTo(ImageHeader.parse(file, "file"));
    assertThat(ImageFiles.decode(again, "again").data()).containsExactly(upright.data());
    assertThat(contains(again, PROFILE)).isTrue();
  }

  @Test
  void aJpegStaysAJpegWithItsOrientationAndProfile() {
    byte[] file = jpeg(picture(48, 32), 6);
    Tensor upright = ImageFiles.decode(file, "file");
    assertThat(upright.shape()).containsExactly(1, 3, 48, 32);

    ImageMetadata metadata = ImageMetadata.of(file, "file");
    byte[] again = metadata.encode(upright);

    assertThat(metadata.mediaType()).isEqualTo("image/jpeg");
    assertThat(ImageHeader.parse(again, "again")).isEqualTo(ImageHeader.parse(file, "file"));
    assertThat(contains(again, PROFILE)).isTrue();
    assertThat(ImageFiles.decode(again, "again").shape()).containsExactly(1, 3, 48, 32);
  }

  @Test
  void aProfileForGreyIsNotKeptInAnRgbFile() {
    byte[] file = png(picture, 1);
    byte[] grey = greyPng();
    assertThat(ImageMetadata.of(file, "file").parts()).hasSize(2);
    assertThat(ImageMetadata.of(grey, "grey").parts()).isEmpty();
  }

  private static byte[] greyPng() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = plain.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, 33);
    chunk(out, "iCCP", PROFILE);
    out.writeBytes(Arrays.copyOfRange(bytes, 33, bytes.length));
    return out.toByteArray();
  }

  @Test
  void noMetadataIsAddedToAFileWithoutIt() {
    byte[] file = ImageFiles.encodePng(picture);
    assertThat(ImageMetadata.of(file, "file").encode(picture)).isEqualTo(file);
  }
}
