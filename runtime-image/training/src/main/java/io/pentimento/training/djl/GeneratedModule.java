// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Compiles TorchScript source by writing a module archive in memory and loading it. */
public final class GeneratedModule {
  private GeneratedModule() {}

  /**
   * Compiles one function.
   *
   * @param signature the parameters and the result, such as {@code (a: Tensor) -> Tensor} without
   *     the opening parenthesis; every parameter starts with a comma
   * @param body statements, indented by four spaces
   * @throws ai.djl.engine.EngineException if libtorch cannot compile it
   */
  public static PtSymbolBlock load(NDManager manager, String signature, String body) {
    try {
      byte[] archive = archive(signature, body);
      return JniUtils.loadModule(
          (PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String signature, String body) throws IOException {
    String source =
        """
        class Generated(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Generated%s:
        """
                .formatted(signature)
            + body.stripTrailing()
            + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "generated/data.pkl", instancePickle());
      put(zip, "generated/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      put(zip, "generated/constants.pkl", emptyTuplePickle());
      put(zip, "generated/version", "10\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** {@code __torch__.Generated()} with state {@code {"training": False}}, pickle protocol 2. */
  private static byte[] instancePickle() {
    return "\u0080\u0002c__torch__\nGenerated\nq\0)\u0081}X\b\0\0\0training\u0089sb."
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] emptyTuplePickle() {
    return "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
