// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.reference.ReferenceDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class NpzTest {
  private static final Map<String, String> NUMPY_NAMES =
      Map.of("F32", "float32", "F64", "float64", "I64", "int64", "U8", "uint8", "BOOL", "bool");

  @Test
  void everyArrayOfTheReferenceHasTheShapeInItsManifest() throws IOException {
    ReferenceDirectory directory = ReferenceDirectory.configured();
    assumeTrue(Files.exists(directory.file("MANIFEST.json")), "the set has no manifest");
    JsonNode manifest = new ObjectMapper().readTree(directory.file("MANIFEST.json").toFile());
    int checked = 0;
    for (JsonNode file : manifest.path("files")) {
      Path npz = directory.file(file.path("file").asText());
      if (!npz.toString().endsWith(".npz") || !Files.exists(npz)) {
        continue;
      }
      Map<String, NpyArray> arrays = Npz.read(npz);
      for (JsonNode row : file.path("arrays")) {
        NpyArray array = arrays.get(row.get(0).asText());
        assertThat(array).as("%s of %s", row, npz).isNotNull();
        assertThat(array.shape())
            .isEqualTo(new ObjectMapper().convertValue(row.get(1), long[].class));
        assertThat(NUMPY_NAMES.get(array.type().name())).isEqualTo(row.get(2).asText());
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void elementsAreReadInTheirType() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putLong(Long.MAX_VALUE).putLong(-2);
    NpyArray longs =
        array("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", data.array());
    assertThat(longs.longs()).containsExactly(Long.MAX_VALUE, -2);
    assertThat(longs.doubles()).containsExactly(0x1p63, -2);

    data.clear().putDouble(0.1).putDouble(-3);
    NpyArray doubles =
        array("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", data.array());
    assertThat(doubles.doubles()).containsExactly(0.1, -3);
    assertThat(doubles.floats()).containsExactly(0.1f, -3);
    assertThat(doubles.tensor().shape()).containsExactly(1, 2);
    assertThatThrownBy(doubles::longs).isInstanceOf(CheckpointException.class);
    assertThatThrownBy(doubles::bytes).isInstanceOf(CheckpointException.class);

    NpyArray bytes =
        array("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }", new byte[] {-1, 3});
    assertThat(bytes.bytes()).containsExactly(-1, 3);
    assertThat(bytes.floats()).containsExactly(255, 3);

    NpyArray scalar =
        array("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", new byte[] {1});
    assertThat(scalar.longs()).containsExactly(1);
  }

  @Test
  void fortranOrderAndObjectsAreRejectedWithTheReason() {
    assertRejected("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", "Fortran order");
    assertRejected("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "'|O'");
    assertRejected("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "'>f4'");
    assertRejected("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "descr");
    assertRejected("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "4 of 8 bytes");
    assertRejected(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "elements");
    assertRejected(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", "too large");
    assertRejected(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "shape");
  }

  @Test
  void otherFilesAreRejected() {
    assertThatThrownBy(() -> Npz.read(new ByteArrayInputStream(new byte[100])))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no array");
    assertThatThrownBy(() -> Npz.readArray("a", new ByteArrayInputStream(new byte[100])))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'a'");
  }

  private static void assertRejected(String header, String message) {
    assertThatThrownBy(() -> array(header, new byte[4]))
        .as(header)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  private static NpyArray array(String header, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      zip.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
      zip.write(header.getBytes(StandardCharsets.UTF_8));
      zip.write(data);
      zip.closeEntry();
    }
    return Npz.read(new ByteArrayInputStream(out.toByteArray())).get("a");
  }
}
