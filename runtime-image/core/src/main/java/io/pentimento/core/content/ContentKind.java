// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * File types by their first bytes: supported ones, and others that are often found in their place.
 */
public enum ContentKind {
  EMPTY("an empty file; download or copy it again", start -> start.length == 0),
  /**
   * The header length in eight bytes, followed by the brace of a JSON object. Headers are limited
   * to 100 MB, so that the upper half of the length is zero. The first byte alone is not
   * sufficient: in one of 32 files the length begins with 0x80, as every pickle does, but a pickle
   * has opcodes in the upper half.
   */
  SAFETENSORS("a safetensors file", at(4, "\0\0\0\0{")),
  PICKLE("a Python pickle", at(0, "\u0080")),
  ZIP("a zip archive", at(0, "PK\3\4").or(at(0, "PK\5\6"))),
  GZIP("a gzip archive; unpack it first", at(0, "\u001f\u008b")),
  SEVEN_ZIP("a 7z archive; unpack it first", at(0, "7z\u00bc\u00af'\u001c")),
  XZ("an xz archive; unpack it first", at(0, "\u00fd7zXZ\0")),
  TAR("a tar archive; unpack it first", at(257, "ustar")),
  HDF5("an HDF5 file (Keras), which is not supported", at(0, "\u0089HDF\r\n")),
  GGUF("a GGUF file, which is not supported", at(0, "GGUF")),
  NUMPY("a NumPy array", at(0, "\u0093NUMPY")),
  PNG("a PNG image", at(0, "\u0089PNG\r\n\u001a\n")),
  JPEG("a JPEG image", at(0, "\u00ff\u00d8\u00ff")),
  WEBP("a WebP image", at(0, "RIFF").and(at(8, "WEBP"))),
  GIF("a GIF image", at(0, "GIF8")),
  TIFF("a TIFF image", at(0, "II*\0").or(at(0, "MM\0*"))),
  BMP("a BMP image", at(0, "BM").and(at(6, "\0\0\0\0"))),
  HEIF("a HEIF or AVIF image", at(4, "ftyp")),
  PDF("a PDF document", at(0, "%PDF-")),
  GIT_LFS_POINTER(
      "a Git LFS pointer, not the file itself; fetch the file with 'git lfs pull'",
      TextStart.begins("version https://git-lfs.github.com/")),
  HTML(
      "an HTML page, not the file itself; check the address and the login, and download it again",
      TextStart.begins("<!doctype html").or(TextStart.contains("<html"))),
  XML(
      "an XML document, perhaps the error of a storage service; download the file again",
      TextStart.begins("<?xml").or(TextStart.begins("<error"))),
  JSON("a JSON document", TextStart.begins("{").or(TextStart.begins("["))),
  TEXT("a text file", TextStart.begins(""));

  private static final int SNIFFED_BYTES = 512;

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // every test is a function without state
  private final Predicate<byte[]> test;

  ContentKind(String description, Predicate<byte[]> test) {
    this.description = description;
    this.test = test;
  }

  /** Description of the type, with advice if there is any; completes "the file is …". */
  public String description() {
    return description;
  }

  /**
   * The type of a file with these first bytes; empty if unknown.
   *
   * @param start at least 512 bytes, or the whole file
   */
  public static Optional<ContentKind> of(byte[] start) {
    return List.of(values()).stream().filter(kind -> kind.test.test(start)).findFirst();
  }

  /** The type of a file; empty if unknown. */
  public static Optional<ContentKind> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(SNIFFED_BYTES));
    }
  }

  /** Describes a file of an unexpected type, as the end of a message; can be empty. */
  public static String insteadOf(byte[] file) {
    byte[] start = Arrays.copyOf(file, Math.min(file.length, SNIFFED_BYTES));
    return of(start).map(kind -> ": it is " + kind.description).orElse("");
  }

  private static Predicate<byte[]> at(int offset, String latin1) {
    return new Signature(offset, latin1)::isIn;
  }
}
