// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Writes a file atomically: readers see either the old content or the complete new content, also
 * after a crash or on a full disk. A temporary file beside it is written, forced to disk and
 * renamed.
 */
public final class AtomicFile {
  /** Prefix and suffix of temporary files; {@link ArtifactStore} deletes those left by a crash. */
  static final String TEMPORARY_PREFIX = ".pentimento-";

  static final String TEMPORARY_SUFFIX = ".tmp";

  /** Names of open files, which can be regular files if output is redirected. */
  private static final List<String> PROCESS_FILES =
      List.of("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc");

  private AtomicFile() {}

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /**
   * Creates or replaces {@code target} and creates its parent folders. If it is a link, the target
   * of the link is replaced. Anything that is not a regular file, such as {@code /dev/stdout} or a
   * pipe, is written to directly.
   *
   * @throws IOException if the content could not be written completely; a regular {@code target} is
   *     then unchanged
   */
  public static void write(Path target, Content content) throws IOException {
    if (isStream(target)) {
      try (FileChannel out = FileChannel.open(target, StandardOpenOption.APPEND)) {
        content.writeTo(out);
      }
    } else {
      replace(Files.isSymbolicLink(target) ? resolved(target) : target, content);
    }
  }

  /**
   * Whether {@code target} is written to directly: it is neither a file nor a folder, such as a
   * pipe, or an open file of a process.
   */
  public static boolean isStream(Path target) {
    if (!Files.exists(target) || Files.isDirectory(target)) {
      return false;
    }
    Path absolute = target.toAbsolutePath().normalize();
    return !Files.isRegularFile(target) || PROCESS_FILES.stream().anyMatch(absolute::startsWith);
  }

  private static Path resolved(Path link) throws IOException {
    return Files.exists(link)
        ? link.toRealPath()
        : link.toAbsolutePath().resolveSibling(Files.readSymbolicLink(link));
  }

  private static void replace(Path target, Content content) throws IOException {
    Path folder = parent(target);
    Files.createDirectories(folder);
    Path temporary = folder.resolve(TEMPORARY_PREFIX + UUID.randomUUID() + TEMPORARY_SUFFIX);
    try {
      writeAndForce(temporary, content);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, temporary);
      throw e;
    }
    forceFolder(folder);
  }

  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, out -> writeFully(out, ByteBuffer.wrap(bytes)));
  }

  public static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(TEMPORARY_PREFIX) && name.endsWith(TEMPORARY_SUFFIX);
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(out);
      out.force(true);
    }
  }

  private static void deleteAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * The folder of a file.
   *
   * @throws IllegalArgumentException if it has none: it is the root of a file system
   */
  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is the root of a file system, not a file in one");
    }
    return parent;
  }

  /** Makes the rename durable; some file systems cannot open a folder and do not need this. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // The file is complete either way; only its visibility after a power failure is uncertain.
    }
  }
}
