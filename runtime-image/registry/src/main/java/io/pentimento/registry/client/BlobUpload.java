// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.client.RegistryHttp.Answer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Uploads a blob. After a broken connection, the upload resumes at the byte up to which the
 * registry has received the blob; if the registry no longer has the upload, it starts from the
 * beginning.
 */
final class BlobUpload {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int NOT_SATISFIABLE = 416;
  private static final String OCTETS = "application/octet-stream";

  private final RegistryHttp http;
  private final OciReference repository;
  private final Blob blob;
  private final TransferPolicy policy;
  private final StallGuard guard;

  /** The location of the upload; null if it has not started. */
  private @Nullable URI location;

  /** Number of bytes that the registry has received. */
  private long received;

  private boolean resumed;

  BlobUpload(RegistryHttp http, OciReference repository, Blob blob, TransferPolicy policy) {
    this.http = http;
    this.repository = repository;
    this.blob = blob;
    this.policy = policy;
    this.guard = new StallGuard(policy.silence());
  }

  /** Returns when the registry has the complete blob and has verified its digest. */
  void run() throws IOException {
    policy.retry(
        progress -> {
          if (!exists()) {
            begin(progress);
            sendRest();
            commit();
          }
          return blob;
        });
  }

  private boolean exists() throws IOException {
    URI uri = http.uri(repository.withDigest(blob.digest()).toOras().getBlobsPath(null));
    int status = guard.run(() -> http.head(uri, Map.of())).status();
    return status == OK;
  }

  @SuppressWarnings("NullAway") // The path does not depend on the registry, which may be null.
  private void begin(TransferPolicy.Progress progress) throws IOException {
    resumed = location != null && isResumed(progress);
    if (resumed) {
      return;
    }
    URI uri = http.uri(repository.toOras().getBlobsUploadPath(null));
    Answer<String> answer = expect(ACCEPTED, guard.run(() -> http.post(uri)));
    location = http.location(answer, uri);
    received = 0;
  }

  /** Requests the number of received bytes. */
  private boolean isResumed(TransferPolicy.Progress progress) throws IOException {
    URI asked = requireNonNull(location);
    long before = received;
    Answer<String> answer = guard.run(() -> http.get(asked, Map.of()));
    if (answer.status() != NO_CONTENT && answer.status() != ACCEPTED) {
      location = null;
      return false;
    }
    received = answer.header("Range").map(BlobUpload::end).orElse(0L);
    if (received > before) {
      progress.made();
    }
    if (answer.header("Location").isPresent()) {
      location = http.location(answer, asked);
    }
    return received <= blob.size();
  }

  /**
   * The number of bytes of a range such as {@code 0-99}, which some registries also return for
   * none.
   */
  private static long end(String range) {
    String last = range.replaceFirst("^(bytes=)?0-", "");
    return last.matches("[0-9]{1,18}") && !last.equals("0") ? Long.parseLong(last) + 1 : 0;
  }

  private void sendRest() throws IOException {
    long length = blob.size() - received;
    if (length == 0) {
      return;
    }
    URI uri = requireNonNull(location);
    long offset = received;
    Map<String, String> headers =
        offset == 0
            ? Map.of("Content-Type", OCTETS)
            : Map.of(
                "Content-Type",
                OCTETS,
                "Content-Range",
                "%d-%d".formatted(offset, blob.size() - 1));
    Answer<String> answer =
        expect(ACCEPTED, guard.run(() -> http.patch(uri, length, headers, () -> rest(offset))));
    location = http.location(answer, uri);
    received = blob.size();
  }

  private InputStream rest(long offset) {
    try {
      InputStream in = new BufferedInputStream(blob.open(), 1 << 16);
      in.skipNBytes(offset);
      return new Watched(in, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commit() throws IOException {
    String separator = requireNonNull(location).getRawQuery() == null ? "?" : "&";
    URI uri = URI.create(location + separator + "digest=" + blob.digest());
    Answer<String> answer =
        guard.run(() -> http.put(uri, new byte[0], Map.of("Content-Type", OCTETS)));
    if (answer.status() != CREATED && answer.status() != NO_CONTENT) {
      throw failure(answer);
    }
  }

  private Answer<String> expect(int status, Answer<String> answer) throws RegistryException {
    if (answer.status() != status && answer.status() != CREATED) {
      throw failure(answer);
    }
    return answer;
  }

  /**
   * An upload that is unknown (404), out of step (416) or failed to resume starts from the
   * beginning.
   */
  private RegistryException failure(Answer<String> answer) {
    RegistryException e = http.unexpected(answer);
    boolean unknown = answer.status() == NOT_FOUND || answer.status() == NOT_SATISFIABLE;
    if (location != null && (unknown || (resumed && e.kind() == Kind.REFUSED))) {
      location = null;
      return new RegistryException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e, null);
    }
    return e;
  }

  /** Reports what the HTTP client has read. */
  private final class Watched extends FilterInputStream {
    private long done;

    Watched(InputStream in, long offset) {
      super(in);
      this.done = offset;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? -1 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      count(n);
      return n;
    }

    private void count(int n) {
      if (n > 0) {
        done += n;
        guard.progressed();
        policy.watch().progressed(blob.name(), done, blob.size());
      }
    }
  }
}
