// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.script.TinyScripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands with a TorchScript module that halves every value. */
class ModuleCommandsTest {
  @TempDir Path folder;
  private Path module;

  @BeforeEach
  void writeModule() throws IOException {
    module = folder.resolve("adapted.pt");
    TinyScripts.writeRestorer(module, "return torch.mul(x, 0.5)");
  }

  @Test
  void inspectListsTrainableParameters() {
    CommandRun run = CommandRun.of("inspect", module);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "a TorchScript module with 4 parameters, 333 values",
            "w1",
            "[6, 3, 3, 3]",
            "trainable parameters: 4",
            "network: TorchScript");
  }

  @Test
  void restoreTakesTheRangeFromTheOptionOrFromTheJsonFile() throws IOException {
    Path white = folder.resolve("white.png");
    Path out = folder.resolve("out.png");
    ImageFiles.writePng(white, ones(1, 3, 8, 8));

    assertThat(CommandRun.of("restore", "--model", module, white, out).err())
        .contains("set the value range of its images with --value-range");
    assertThat(
            CommandRun.of("restore", "--model", module, "--value-range", "ZeroToOne", white, out)
                .code())
        .isZero();
    assertThat(ImageFiles.read(out).data()).containsOnly(128 / 255f);
    TorchScriptMetadata.of(PixelValueRange.MINUS_ONE_TO_ONE, 8).writeBeside(module);
    assertThat(CommandRun.of("restore", "--model", folder, white, out).code()).isZero();
    assertThat(ImageFiles.read(out).data()).containsOnly(191 / 255f);
  }

  @Test
  void verifyRunsTheModuleInItsOwnRange() throws IOException {
    Path arrays = folder.resolve("arrays.npz");
    writeArrays(arrays, 0.5f);
    assertThat(verify(arrays).code()).isZero();

    writeArrays(arrays, 0.6f);
    CommandRun wrong = verify(arrays);
    assertThat(wrong.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(wrong.out()).contains("DIFFERENT");
  }

  private CommandRun verify(Path arrays) {
    return CommandRun.of(
        "verify",
        "--network",
        "torchscript",
        "--checkpoint",
        module,
        "--arrays",
        arrays,
        "--tolerance",
        "1e-6");
  }

  private static void writeArrays(Path file, float factor) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("c0_x.npy"));
      zip.write(npy(-2));
      zip.putNextEntry(new ZipEntry("c0_y.npy"));
      zip.write(npy(-2 * factor));
    }
  }

  /** (1, 3, 8, 8) with one value. */
  private static byte[] npy(float value) {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 8, 8), }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(new byte[] {(byte) padded.length(), 0});
    bytes.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer numbers = ByteBuffer.allocate(4 * 192).order(ByteOrder.LITTLE_ENDIAN);
    while (numbers.hasRemaining()) {
      numbers.putFloat(value);
    }
    bytes.writeBytes(numbers.array());
    return bytes.toByteArray();
  }

  private static Tensor ones(long... shape) {
    Tensor ones = Tensor.zeros(shape);
    Arrays.fill(ones.data(), 1);
    return ones;
  }
}
