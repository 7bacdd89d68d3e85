// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.client.RegistryHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Downloads a blob into a file and verifies its digest. The bytes of an interrupted download, of
 * this or an earlier process, are kept in the file, and only the rest is requested.
 */
final class BlobDownload {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;
  private static final int CHUNK = 1 << 16;

  private final RegistryHttp http;
  private final URI uri;
  private final Descriptor blob;
  private final Path file;
  private final TransferPolicy policy;
  private final StallGuard guard;

  BlobDownload(
      RegistryHttp http,
      OciReference repository,
      Descriptor blob,
      Path file,
      TransferPolicy policy) {
    this.http = http;
    this.uri = http.uri(repository.withDigest(blob.digest()).toOras().getBlobsPath(null));
    this.blob = blob;
    this.file = file;
    this.policy = policy;
    this.guard = new StallGuard(policy.silence());
  }

  /**
   * @throws RegistryException if the registry does not provide it, or provides other content
   */
  void run() throws IOException {
    policy.retry(
        progress -> {
          if (size() < blob.size()) {
            fetchRest(progress);
          }
          return file;
        });
    if (size() != blob.size() || !Digest.of(file).equals(blob.digest())) {
      Files.delete(file);
      throw new RegistryException(
          Kind.DAMAGED,
          "%s: the content from the registry does not match the digest %s"
              .formatted(uri, blob.digest()));
    }
  }

  private long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private void fetchRest(TransferPolicy.Progress progress) throws IOException {
    long offset = size();
    Map<String, String> headers =
        offset == 0 ? Map.of() : Map.of("Range", "bytes=%d-".formatted(offset));
    guard.run(
        () -> {
          Answer<InputStream> answer = http.download(uri, headers);
          try (InputStream in = answer.body()) {
            receive(answer, offset, in, progress);
          }
          return file;
        });
    if (size() < blob.size()) {
      throw new RegistryException(
          Kind.UNAVAILABLE,
          "%s: the connection ended after %d of %d bytes".formatted(uri, size(), blob.size()));
    }
  }

  private void receive(
      Answer<InputStream> answer, long offset, InputStream in, TransferPolicy.Progress progress)
      throws IOException {
    if (answer.status() == NOT_SATISFIABLE) {
      Files.deleteIfExists(file);
      throw new RegistryException(
          Kind.UNAVAILABLE, uri + ": the download restarts from the beginning");
    }
    if (answer.status() != OK && answer.status() != PARTIAL) {
      throw http.unexpected(answer);
    }
    long start = answer.status() == PARTIAL ? offset : 0;
    try (OutputStream out = open(start)) {
      copy(in, out, start, progress);
    }
  }

  private OutputStream open(long start) throws IOException {
    return start == 0
        ? Files.newOutputStream(file)
        : Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  private void copy(InputStream in, OutputStream out, long start, TransferPolicy.Progress progress)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long done = start;
    for (int n = read(in, chunk); n >= 0 && done <= blob.size(); n = read(in, chunk)) {
      out.write(chunk, 0, n);
      done += n;
      guard.progressed();
      progress.made();
      policy.watch().progressed(blob.digest(), done, blob.size());
    }
  }

  /** Distinguishes a broken connection from a full disk. */
  private int read(InputStream in, byte[] chunk) throws RegistryException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new RegistryException(
          Kind.UNAVAILABLE, "%s: the connection broke: %s".formatted(uri, e.getMessage()), e, null);
    }
  }
}
