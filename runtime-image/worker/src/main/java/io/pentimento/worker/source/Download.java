// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Downloads a remote file to {@code target}, which appears only when it is complete.
 *
 * <p>An interrupted download is resumed, by this or a later process: the bytes so far are in {@code
 * TARGET.part}, and {@code TARGET.version} names the version they belong to.
 */
final class Download {
  private static final int CHUNK = 1 << 16;

  private final RemoteFile remote;
  private final Path target;
  private final Path part;
  private final Path version;
  private final RetryPolicy retries;

  Download(RemoteFile remote, Path target, RetryPolicy retries) {
    this.remote = remote;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.version = target.resolveSibling(target.getFileName() + ".version");
    this.retries = retries;
  }

  /**
   * The complete, current file. Nothing is downloaded if it exists already.
   *
   * @throws SourceException if the server does not provide it after all retries
   */
  Path run() throws IOException {
    Files.createDirectories(target.getParent());
    Path lock = target.resolveSibling(target.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!retries.retry(this::isHere)) {
        Files.deleteIfExists(target);
        retries.retry(this::fetchRest);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return target;
    }
  }

  private boolean isHere() throws IOException {
    String have = version();
    return Files.exists(target) && have != null && remote.isCurrent(have);
  }

  private boolean fetchRest() throws IOException {
    String have = version();
    long offset = have != null && Files.exists(part) ? Files.size(part) : 0;
    RemoteFile.Body body = remote.from(offset, offset == 0 ? null : have);
    try (InputStream in = body.bytes()) {
      if (body.offset() == 0) {
        restart(body.validator());
      }
      append(in, body.length());
    }
    return requireWhole(body.length());
  }

  private void restart(@Nullable String validator) throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
    if (validator != null) {
      AtomicFile.write(version, validator.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void append(InputStream in, long length) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long done = Files.exists(part) ? Files.size(part) : 0;
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int n = read(in, chunk); n >= 0; n = read(in, chunk)) {
        out.write(chunk, 0, n);
        done += n;
        retries.progressed(target, done, length);
      }
    }
  }

  /** Distinguishes a broken connection from a full disk. */
  private static int read(InputStream in, byte[] chunk) throws SourceException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new SourceException(
          SourceException.Kind.UNAVAILABLE, "the connection broke: " + e.getMessage(), e);
    }
  }

  private boolean requireWhole(long length) throws IOException {
    long size = Files.size(part);
    if (length >= 0 && size != length) {
      if (size > length) {
        Files.delete(part);
      }
      throw new SourceException(
          SourceException.Kind.UNAVAILABLE,
          "the connection ended after %d of %d bytes".formatted(size, length));
    }
    return true;
  }

  private @Nullable String version() throws IOException {
    return Files.exists(version) ? Files.readString(version) : null;
  }
}
