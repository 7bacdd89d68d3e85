// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.network.file.Architecture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded forward passes in an NPZ file. */
class RecordedArraysTest {
  @TempDir Path folder;
  private final Map<String, byte[]> arrays = new LinkedHashMap<>();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("arrays.npz");
  }

  private void floats(String name, String shape, float... values) {
    ByteBuffer numbers = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      numbers.putFloat(value);
    }
    arrays.put(name, npy("<f4", shape, numbers.array()));
  }

  private static byte[] npy(String type, String shape, byte[] content) {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(new byte[] {(byte) padded.length(), 0});
    bytes.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private RecordedArrays recorded() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return new RecordedArrays(file);
  }

  @Test
  void everyExpectedOutputIsAPass() throws IOException {
    for (String pass : List.of("c0", "c1")) {
      floats(pass + "_x", "(1, 3, 1, 1)", 0, 0.5f, 1);
      floats(pass + "_y", "(1, 3, 1, 1)", 1, 0.5f, 0);
    }

    assertThat(recorded().passes(Architecture.SWIN_IR))
        .hasSize(2)
        .allSatisfy(pass -> assertThat(pass.inputs()).hasSize(1))
        .extracting(pass -> pass.outputs().get(0).array())
        .containsExactly("c0_y", "c1_y");
  }

  @Test
  void interleavedBytesBecomePlanesInTheRangeOfTheNetwork() throws IOException {
    arrays.put(
        "c0_x_uint8_hwc",
        npy("|u1", "(1, 2, 3)", new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255}));
    floats("c0_y", "(1, 3, 1, 2)", 0, 0, 0, 0, 0, 0);

    assertThat(recorded().passes(Architecture.SWIN_IR).get(0).inputs().get(0).data())
        .containsExactly(new float[] {0, 0.6f, 0.2f, 0.8f, 0.4f, 1}, within(1e-6f));
    assertThat(recorded().passes(Architecture.CODE_FORMER).get(0).inputs().get(0).data())
        .as("from −1 to 1")
        .containsExactly(new float[] {-1, 0.2f, -0.6f, 0.6f, -0.2f, 1}, within(1e-6f));
  }

  @Test
  void aPriorNeedsTimesteps() throws IOException {
    floats("c0_x", "(1, 3, 1, 1)", 0, 0, 0);
    floats("c0_y", "(1, 3, 1, 1)", 0, 0, 0);

    RecordedArrays recorded = recorded();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> recorded.passes(Architecture.GUIDED_DIFFUSION_UNET))
        .withMessage("%s has no array c0_t", file);
  }

  @Test
  void theWeightOfCodeFormerIsOneHalfUnlessItIsRecorded() throws IOException {
    floats("c0_x", "(1, 3, 1, 1)", 0, 0, 0);
    floats("c0_y", "(1, 3, 1, 1)", 0, 0, 0);
    assertThat(recorded().passes(Architecture.CODE_FORMER).get(0).inputs().get(1).data())
        .containsExactly(0.5f);

    floats("c0_w", "(1,)", 0.75f);
    assertThat(recorded().passes(Architecture.CODE_FORMER).get(0).inputs().get(1).data())
        .containsExactly(0.75f);
  }

  @Test
  void aMissingInputIsNamed() throws IOException {
    floats("c0_y", "(1, 3, 1, 1)", 0, 0, 0);

    RecordedArrays recorded = recorded();

    assertThatIllegalArgumentException()
        .isThrownBy(recorded::imagesAlone)
        .withMessage("%s has no array c0_x", file);
  }

  @Test
  void aFileWithoutExpectedOutputsListsWhatItContains() throws IOException {
    floats("weights", "(1,)", 1);

    RecordedArrays recorded = recorded();

    assertThatIllegalArgumentException()
        .isThrownBy(recorded::imagesAlone)
        .withMessageContaining("has no expected output c0_y, c1_y, …; it contains [weights]");
  }

  @Test
  void aTruncatedArrayIsADamagedFileThatIsNamed() throws IOException {
    arrays.put("c0_y", npy("<f4", "(1, 3, 1, 1)", new byte[4]));

    assertThatThrownBy(this::recorded)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("'c0_y' ends after 4 of 12 bytes");
  }
}
