// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.UnsupportedImageException;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.awt.image.BandedSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG files with unusual colours, and files with damaged data. */
class JpegFilesTest {
  private static final int SIDE = 64;
  private static final byte[] JPEG = ImageFiles.encodeJpeg(pattern(), 90);
  private static final float[] EXPECTED = ImageFiles.decode(JPEG, "a.jpg").data();

  @ParameterizedTest
  @ValueSource(strings = {"\1\2\3", "\0\1\2", "\5\6\7", "RBG"})
  void withoutAMarkerTheComponentsAreYCbCr(String ids) {
    assertThat(decode(withIds(withoutJfif(JPEG), ids))).containsExactly(EXPECTED);
  }

  @Test
  void withoutAMarkerComponentsNamedRgbAreRgb() {
    float[] asRgb = decode(withAdobe(withoutJfif(JPEG), 0));

    assertThat(decode(withIds(withoutJfif(JPEG), "RGB"))).containsExactly(asRgb);
    assertThat(asRgb).isNotEqualTo(EXPECTED);
  }

  @Test
  void aJfifMarkerMeansYCbCr() {
    assertThat(decode(withIds(JPEG, "RGB"))).containsExactly(EXPECTED);
    assertThat(decode(withAdobe(JPEG, 0))).containsExactly(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 77})
  void anAdobeMarkerWithATransformOtherThanZeroMeansYCbCr(int transform) {
    assertThat(decode(withAdobe(withoutJfif(JPEG), transform))).containsExactly(EXPECTED);
  }

  @Test
  void cmykIsConvertedAndAdobesIsReadAsInverted() throws IOException {
    byte[] inks = cmyk(0, 255, 255, 51);
    assertThat(decode(inks)).startsWith(204 / 255f);
    assertThat(firstPixel(decode(inks))).containsExactly(204 / 255f, 0, 0);

    byte[] inverted = withAdobe(cmyk(255, 0, 0, 204), 0);
    assertThat(firstPixel(decode(inverted))).containsExactly(204 / 255f, 0, 0);
  }

  @Test
  void ycckIsConvertedAsAdobeWritesIt() throws IOException {
    // YCbCr of the complements of the inks (51, 204, 204), that is of the stored inks (204, 51,
    // 51).
    byte[] ycck = withAdobe(cmyk(97, 102, 204, 255), 2);

    assertThat(firstPixel(decode(ycck)))
        .usingComparatorWithPrecision(2 / 255f)
        .containsExactly(51 / 255f, 204 / 255f, 204 / 255f);
  }

  @Test
  void invalidMetadataAndBytesAfterTheEndAreIgnored() {
    byte[] profile = "ICC_PROFILE\0\1\1no profile".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(decode(withSegment(JPEG, 0xe2, profile))).containsExactly(EXPECTED);
    byte[] newer = JPEG.clone();
    newer[11] = 9; // major version of JFIF
    assertThat(decode(newer)).containsExactly(EXPECTED);
    assertThat(decode(concat(JPEG, "MotionPhoto".getBytes(StandardCharsets.US_ASCII))))
        .containsExactly(EXPECTED);
  }

  @Test
  void dataThatEndEarlyAreCorruptDespiteAnEndMarker() {
    int scan = scanStart(JPEG);
    for (int length = scan; length < JPEG.length - 12; length += 7) {
      assertCorrupt(concat(Arrays.copyOf(JPEG, length), new byte[] {(byte) 0xff, (byte) 0xd9}));
    }
  }

  /** A gap after which the codes still form a complete image cannot be detected. */
  @ParameterizedTest
  @ValueSource(ints = {60, 500, 1000})
  void missingBytesAreCorruptIfTheDecoderRunsOutOfData(int length) {
    int from = scanStart(JPEG) + 1400;

    assertCorrupt(
        concat(Arrays.copyOf(JPEG, from), Arrays.copyOfRange(JPEG, from + length, JPEG.length)));
  }

  @Test
  void aHeightWithTooFewDataIsCorrupt() {
    byte[] taller = JPEG.clone();
    ByteBuffer.wrap(taller).putShort(frame(JPEG) + 5, (short) (2 * SIDE));

    assertCorrupt(taller);
  }

  @Test
  void aProgressiveFileWithoutItsLastScanIsCorrupt() throws IOException {
    byte[] whole = progressive();
    decode(whole);
    List<Integer> scans =
        JpegSegments.of(whole, "a.jpg").stream()
            .filter(s -> s.marker() == JpegSegments.SOS)
            .map(JpegSegments.Segment::start)
            .toList();
    assertThat(scans).hasSizeGreaterThan(4);
    for (int start : scans.subList(1, scans.size())) {
      assertCorrupt(concat(Arrays.copyOf(whole, start), new byte[] {(byte) 0xff, (byte) 0xd9}));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 9, 11})
  void unsupportedProcessesAreReported(int process) {
    byte[] other = JPEG.clone();
    other[frame(JPEG) + 1] = (byte) (0xc0 + process);

    assertThatThrownBy(() -> decode(other))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("SOF" + process);
  }

  private static void assertCorrupt(byte[] file) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("a.jpg");
  }

  private static float[] decode(byte[] file) {
    return ImageFiles.decode(file, "a.jpg").data();
  }

  private static float[] firstPixel(float[] planes) {
    int plane = planes.length / 3;
    return new float[] {planes[0], planes[plane], planes[2 * plane]};
  }

  private static Tensor pattern() {
    Tensor image = Tensor.zeros(1, 3, SIDE, SIDE);
    for (int i = 0; i < image.size(); i++) {
      int x = i % SIDE;
      int y = i / SIDE % SIDE;
      int c = i / (SIDE * SIDE);
      image.data()[i] = (float) (0.5 + 0.4 * Math.sin(x * (c + 1) * 0.3 + y * y * 0.05));
    }
    return image;
  }

  private static byte[] withoutJfif(byte[] jpeg) {
    JpegSegments.Segment jfif = JpegSegments.of(jpeg, "a.jpg").get(0);
    assertThat(jfif.marker()).isEqualTo(JpegSegments.APP0);
    return concat(
        Arrays.copyOf(jpeg, jfif.start()), Arrays.copyOfRange(jpeg, jfif.end(), jpeg.length));
  }

  private static byte[] withIds(byte[] jpeg, String ids) {
    byte[] changed = jpeg.clone();
    for (JpegSegments.Segment segment : JpegSegments.of(jpeg, "a.jpg")) {
      for (int i = 0; i < ids.length(); i++) {
        if (segment.isFrame()) {
          changed[segment.start() + 10 + 3 * i] = (byte) ids.charAt(i);
        } else if (segment.marker() == JpegSegments.SOS) {
          changed[segment.start() + 5 + 2 * i] = (byte) ids.charAt(i);
        }
      }
    }
    return changed;
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) {
    ByteBuffer adobe = ByteBuffer.allocate(12);
    adobe.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100).putInt(0);
    return withSegment(jpeg, JpegSegments.APP14, adobe.put((byte) transform).array());
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + body.length).put(jpeg, 0, 2);
    out.putShort((short) (0xff00 | marker)).putShort((short) (body.length + 2)).put(body);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** Four components of one colour, as stored by a scanner: no marker, no conversion. */
  private static byte[] cmyk(int... inks) throws IOException {
    WritableRaster raster =
        Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_BYTE, 16, 16, 4), null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, inks);
    }
    return written(new IIOImage(raster, null, null), false);
  }

  private static byte[] progressive() throws IOException {
    byte[] png = ImageFiles.encodePng(pattern());
    return written(new IIOImage(ImageIO.read(new ByteArrayInputStream(png)), null, null), true);
  }

  private static byte[] written(IIOImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static int frame(byte[] jpeg) {
    return JpegSegments.of(jpeg, "a.jpg").stream()
        .filter(JpegSegments.Segment::isFrame)
        .findFirst()
        .orElseThrow()
        .start();
  }

  private static int scanStart(byte[] jpeg) {
    return JpegSegments.of(jpeg, "a.jpg").stream()
        .filter(s -> s.marker() == JpegSegments.SOS)
        .findFirst()
        .orElseThrow()
        .end();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
