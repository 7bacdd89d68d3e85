// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text header of NumPy's files, and what is refused. */
class NpyHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "<f8, F64",
    "<f4, F32",
    "<f2, F16",
    "<i8, I64",
    "<i4, I32",
    "<i2, I16",
    "|i1, I8",
    "|u1, U8",
    "|b1, BOOL"
  })
  void everyTypeHasItsName(String descr, StoredType type) throws IOException {
    NpyArray array = read(1, header(descr, "False", "(3,)"), new byte[3 * type.bytes()]);

    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).containsExactly(3);
    assertThat(array.doubles()).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"(); 1", "(4,); 4", "(2, 3); 6", "(2, 3, ); 6", "(0, 5); 0", "( 2,2 ); 4"})
  void aShapeIsATuple(String shape, int elements) throws IOException {
    assertThat(read(1, header("|u1", "False", shape), new byte[elements]).size())
        .isEqualTo(elements);
  }

  /** Version 1 has a length of two bytes, later versions of four. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsAreRead(int version) throws IOException {
    assertThat(read(version, header("|u1", "False", "(2,)"), new byte[] {5, 6}).bytes())
        .containsExactly(5, 6);
  }

  @Test
  void theOrderOfTheFieldsDoesNotMatter() throws IOException {
    String header = "{'shape': (1,), 'fortran_order': False, 'descr': '|u1'}";

    assertThat(read(1, header, new byte[] {7}).bytes()).containsExactly(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'fortran_order': False, 'shape': (1,)}; array 'a': descr is missing",
        "{'descr': '<f4', 'shape': (1,)}; array 'a': fortran_order is missing",
        "{'descr': '<f4', 'fortran_order': False}; array 'a': shape is missing",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}; array 'a': fortran_order is missing",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}; array 'a': shape is missing",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [1]}; array 'a': shape is missing",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)};"
            + " array 'a' has elements of type '>f4', which is not supported",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)};"
            + " array 'a' has elements of type '|O', which is not supported",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)};"
            + " array 'a' has an invalid shape (99999999999999999999,)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)};"
            + " array 'a' has an invalid shape (1 2)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536)};"
            + " tensor 'a' has too many elements: at most 2^31 - 9 are supported",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,)};"
            + " array 'a' is too large: 16000000000 bytes"
      },
      quoteCharacter = '~')
  void invalidHeadersAreRejectedWithTheReason(String header, String message) {
    assertThatThrownBy(() -> read(1, header, new byte[4]))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(message);
  }

  @Test
  void columnsFirstAreRejectedWithAdvice() {
    assertThatThrownBy(() -> read(1, header("<f4", "True", "(1,)"), new byte[4]))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("array 'a' is in Fortran order; save it with numpy.ascontiguousarray");
  }

  @Test
  void aHeaderHasAtMost64Kibibytes() throws IOException {
    String longest = header("|u1", "False", "(1,)");
    longest += " ".repeat((1 << 16) - longest.length());

    assertThat(read(2, longest, new byte[] {3}).bytes()).containsExactly(3);
    String longer = longest + " ";
    assertThatThrownBy(() -> read(2, longer, new byte[] {3}))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("array 'a' has a header that is too long");
    assertThatThrownBy(() -> Npz.readArray("a", new ByteArrayInputStream(negativeLength())))
        .hasMessage("array 'a' has a header that is too long");
  }

  @Test
  void everyPrefixOfAFileIsRejected() throws IOException {
    byte[] whole = npy(1, header("<f4", "False", "(2,)"), new byte[8]);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Npz.readArray("a", new ByteArrayInputStream(part)))
          .as("the first %d of %d bytes", length, whole.length)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("'a' ends");
    }
  }

  @Test
  void anotherSignatureIsNoNumpyFile() {
    byte[] other = npy(1, header("<f4", "False", "(1,)"), new byte[4]);
    other[1] = 'X';

    assertThatThrownBy(() -> Npz.readArray("a", new ByteArrayInputStream(other)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("array 'a' is not in NumPy's format");
  }

  @Test
  void integersAreExactAndOtherTypesHaveNone() throws IOException {
    byte[] elements =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.MIN_VALUE)
            .putLong((1L << 53) + 1)
            .array();
    assertThat(read(1, header("<i8", "False", "(2,)"), elements).longs())
        .containsExactly(Long.MIN_VALUE, (1L << 53) + 1);

    NpyArray halves = read(1, header("<f2", "False", "(1,)"), new byte[2]);
    assertThatThrownBy(halves::longs)
        .isInstanceOf(CheckpointException.class)
        .hasMessage("expected integers, but the array has type F16");
    assertThatThrownBy(halves::bytes)
        .isInstanceOf(CheckpointException.class)
        .hasMessage("expected bytes, but the array has type F16");
  }

  @Test
  void aTensorIsACopyInFloats() throws IOException {
    NpyArray array = read(1, header("<i2", "False", "(1, 2)"), new byte[] {1, 0, -1, -1});

    assertThat(array.tensor().shape()).containsExactly(1, 2);
    assertThat(array.tensor().data()).containsExactly(1, -1);
    array.tensor().data()[0] = 9;
    assertThat(array.floats()).containsExactly(1, -1);
    array.shape()[0] = 9;
    assertThat(array.shape()).containsExactly(1, 2);
  }

  @Test
  void otherEntriesOfAnArchiveAreIgnoredAndTheOrderIsKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("arrays.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "z.npy", npy(1, header("|u1", "False", "(1,)"), new byte[] {1}));
      entry(zip, "readme.txt", new byte[] {1, 2, 3});
      entry(zip, "a/b.npy", npy(1, header("|u1", "False", "(1,)"), new byte[] {2}));
    }

    Map<String, NpyArray> arrays = Npz.read(file);

    assertThat(arrays.keySet()).containsExactly("z", "a/b");
    assertThat(arrays.get("a/b").bytes()).containsExactly(2);
    assertThatThrownBy(arrays::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anErrorInAFileNamesIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("arrays.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "w.npy", new byte[] {1, 2, 3});
    }

    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + ": array 'w' ends within its header");
  }

  @Test
  void everyPrefixOfAnArchiveIsRejectedOrHasItsWholeArray(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "w.npy", npy(1, header("|u1", "False", "(3,)"), new byte[] {4, 5, 6}));
    }
    Path file = folder.resolve("arrays.npz");
    for (int length = 0; length < bytes.size(); length++) {
      Files.write(file, Arrays.copyOf(bytes.toByteArray(), length));
      try {
        assertThat(Npz.read(file).get("w").bytes()).containsExactly(4, 5, 6);
      } catch (CheckpointException expected) {
        assertThat(expected).hasMessageStartingWith(file.toString());
      }
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static NpyArray read(int version, String header, byte[] elements) throws IOException {
    return Npz.readArray("a", new ByteArrayInputStream(npy(version, header, elements)));
  }

  private static String header(String descr, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(descr, fortran, shape);
  }

  private static byte[] npy(int version, String header, byte[] elements) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    file.put(text).put(elements);
    return Arrays.copyOf(file.array(), file.position());
  }

  private static byte[] negativeLength() {
    return new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
  }
}
