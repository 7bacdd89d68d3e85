// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.artifact.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes a model as {@code name.onnx}. A protobuf file is limited to 2 GB; the weights of larger
 * models are stored in a separate file that the graph refers to. Files appear only when they are
 * complete: the weights first, under a unique name, then the graph by a rename.
 */
public final class OnnxModelFile {
  private static final long INLINE_LIMIT = 1_500_000_000L;
  private static final int BUFFER_BYTES = 1 << 16;

  private OnnxModelFile() {}

  /**
   * Writes {@code model} to {@code path} and replaces an existing file.
   *
   * @throws IOException if the disk is full or the directory not writable; an earlier file is then
   *     unchanged
   */
  public static void write(OnnxModel model, Path path) throws IOException {
    write(model, path, INLINE_LIMIT);
  }

  static void write(OnnxModel model, Path path, long inlineLimit) throws IOException {
    if (model.weightBytes() <= inlineLimit) {
      replace(path, List.of(model.inline()));
      return;
    }
    String weights = path.getFileName() + "." + abbreviated(model.weights()) + ".weights";
    replace(path.resolveSibling(weights), model.weights());
    replace(path, List.of(model.referringTo(weights)));
  }

  /**
   * Weight files are named by content, so that equal models are equal files, and a reader keeps the
   * one it has opened.
   */
  private static String abbreviated(List<Payload> weights) throws IOException {
    MessageDigest digest = sha256();
    copy(weights, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void replace(Path path, List<Payload> content) throws IOException {
    AtomicFile.write(path, out -> copy(content, Channels.newOutputStream(out)));
  }

  private static void copy(List<Payload> content, OutputStream to) throws IOException {
    BufferedOutputStream out = new BufferedOutputStream(to, BUFFER_BYTES);
    for (Payload part : content) {
      part.writeTo(out);
    }
    out.flush();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
