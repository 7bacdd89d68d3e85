package io.pentimento.core.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Writes a model as {@code name.onnx}. A protobuf file ends at 2 GB, so the weights of larger
 * models lie beside it in a file that the graph refers to. Both appear at once, complete: the
 * weights under a name of their own first, then the graph by a rename.
 */
public final class OnnxModelFile {
  private static final long INLINE_LIMIT = 1_500_000_000L;

  private OnnxModelFile() {}

  /**
   * Writes {@code model} to {@code path}, replacing what is there.
   *
   * @throws IOException if the disk is full or the directory not writable; an earlier file is then
   *     still intact
   */
  public static void write(OnnxModel model, Path path) throws IOException {
    write(model, path, INLINE_LIMIT);
  }

  static void write(OnnxModel model, Path path, long inlineLimit) throws IOException {
    if (model.weightBytes() <= inlineLimit) {
      replace(path, List.of(model.inline()));
      return;
    }
    String weights = writeWeights(model, path);
    replace(path, List.of(model.referringTo(weights)));
  }

  /**
   * Named by content, so that equal models are equal files and a reader keeps the one it opened.
   */
  private static String writeWeights(OnnxModel model, Path path) throws IOException {
    Path temporary = temporary(path);
    try {
      MessageDigest digest = sha256();
      copy(model.weights(), new DigestOutputStream(Files.newOutputStream(temporary), digest));
      String hex = HexFormat.of().formatHex(digest.digest(), 0, 8);
      String name = path.getFileName() + "." + hex + ".weights";
      move(temporary, path.resolveSibling(name));
      return name;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void replace(Path path, List<Payload> content) throws IOException {
    Path temporary = temporary(path);
    try {
      copy(content, Files.newOutputStream(temporary));
      move(temporary, path);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void copy(List<Payload> content, OutputStream to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
      for (Payload part : content) {
        part.writeTo(out);
      }
    }
  }

  private static Path temporary(Path path) {
    return path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
