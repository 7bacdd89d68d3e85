package io.pentimento.core.image;

import java.nio.ByteBuffer;

/** The segments of a JPEG file: size from SOF, orientation from EXIF, end marker present. */
final class JpegStructure {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int APP1 = 0xe1;

  private final ByteBuffer in;
  private final String name;
  private int width;
  private int height;
  private int channels;
  private int orientation = 1;

  private JpegStructure(byte[] file, String name) {
    this.in = ByteBuffer.wrap(file).position(2);
    this.name = name;
  }

  static boolean matches(byte[] file) {
    return file.length >= 3
        && (file[0] & 0xff) == 0xff
        && (file[1] & 0xff) == SOI
        && (file[2] & 0xff) == 0xff;
  }

  static ImageHeader parse(byte[] file, String name) {
    return new JpegStructure(file, name).walk();
  }

  private ImageHeader walk() {
    for (int marker = marker(); marker != EOI; marker = marker()) {
      if (hasLength(marker)) {
        segment(marker);
      }
    }
    if (width == 0) {
      throw new CorruptImageException("%s has no JPEG frame header".formatted(name));
    }
    return new ImageHeader(ImageHeader.Format.JPEG, width, height, channels, orientation);
  }

  /** Skips to the next marker; entropy-coded data has only FF 00 and restarts (D0 to D7) in it. */
  private int marker() {
    int previous = 0;
    while (in.hasRemaining()) {
      int b = in.get() & 0xff;
      if (previous == 0xff && b != 0 && b != 0xff && (b & 0xf8) != 0xd0) {
        return b;
      }
      previous = b;
    }
    throw new CorruptImageException("%s is cut short: it has no JPEG end marker".formatted(name));
  }

  private static boolean hasLength(int marker) {
    return marker != SOI && marker != 0x01;
  }

  private void segment(int marker) {
    int length = in.remaining() < 2 ? 0 : in.getShort() & 0xffff;
    if (length < 2 || length - 2 > in.remaining()) {
      throw new CorruptImageException(
          "%s is cut short inside JPEG segment %02X".formatted(name, marker));
    }
    ByteBuffer body = in.slice(in.position(), length - 2);
    in.position(in.position() + length - 2);
    if (isFrame(marker)) {
      frame(body);
    } else if (marker == APP1) {
      orientation = ExifOrientation.of(body, orientation);
    }
  }

  /** SOF0 to SOF15 without DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && (marker % 4 != 0 || marker == 0xc0);
  }

  private void frame(ByteBuffer body) {
    if (body.remaining() < 6 || width != 0) {
      throw new CorruptImageException("%s has a broken JPEG frame header".formatted(name));
    }
    height = body.getShort(1) & 0xffff;
    width = body.getShort(3) & 0xffff;
    channels = body.get(5);
    if (width == 0 || height == 0) {
      throw new CorruptImageException("%s says it is %d×%d".formatted(name, width, height));
    }
  }
}
