// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file with an http or https address. */
final class HttpFile implements RemoteFile {
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  /** Maximum time without data; java.net.http has no such limit for a body. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI uri;
  private final Credentials credentials;
  private final Duration timeout;
  private final Proxies proxies;

  HttpFile(URI uri, Credentials credentials) {
    this(uri, credentials, TIMEOUT, Proxies.ofThisProcess());
  }

  HttpFile(URI uri, Credentials credentials, Duration timeout, Proxies proxies) {
    this.uri = uri;
    this.credentials = credentials;
    this.timeout = timeout;
    this.proxies = proxies;
  }

  @Override
  public Body from(long offset, @Nullable String validator) throws SourceException {
    try {
      HttpURLConnection answer =
          offset == 0
              ? get("GET", Map.of())
              : get("GET", Map.of("Range", "bytes=" + offset + "-", "If-Range", validator));
      int status = answer.getResponseCode();
      if (status == NOT_SATISFIABLE) {
        return from(0, null);
      }
      requireSuccess(answer, status);
      if (status == PARTIAL && !Objects.equals(validator, validator(answer))) {
        return from(0, null); // the server ignores If-Range
      }
      long start = status == PARTIAL ? offset : 0;
      long rest = answer.getContentLengthLong();
      return new Body(
          answer.getInputStream(), start, rest < 0 ? -1 : start + rest, validator(answer));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean isCurrent(String validator) throws SourceException {
    String header = validator.startsWith("\"") ? "If-None-Match" : "If-Modified-Since";
    try {
      HttpURLConnection answer = get("HEAD", Map.of(header, validator));
      if (answer.getResponseCode() == HttpURLConnection.HTTP_NOT_MODIFIED) {
        return true;
      }
      requireSuccess(answer, answer.getResponseCode());
      return validator.equals(validator(answer));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /**
   * The bytes from {@code offset} on; the caller ensures that the content has not changed.
   *
   * @return a body that begins at {@code offset}, or at 0 if the server ignores ranges
   */
  Body unchanged(long offset, String validator) throws SourceException {
    try {
      Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
      HttpURLConnection answer = get("GET", range);
      int status = answer.getResponseCode();
      if (status == NOT_SATISFIABLE) {
        return unchanged(0, validator);
      }
      requireSuccess(answer, status);
      long start = status == PARTIAL ? offset : 0;
      long rest = answer.getContentLengthLong();
      return new Body(answer.getInputStream(), start, rest < 0 ? -1 : start + rest, validator);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /**
   * Headers of the server's response to HEAD, which may be a redirect and is not followed.
   *
   * @return by name, in lower case
   */
  Map<String, String> headersBeforeRedirect() throws SourceException {
    try {
      HttpURLConnection answer = open(uri, "HEAD", headers(uri, Map.of()));
      int status = answer.getResponseCode();
      if (!REDIRECTS.contains(status)) {
        requireSuccess(answer, status);
      }
      Map<String, String> headers = new HashMap<>();
      answer
          .getHeaderFields()
          .forEach(
              (name, values) -> {
                if (name != null && !values.isEmpty()) {
                  headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
                }
              });
      return headers;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** The entity tag; Last-Modified in place of a weak tag, which does not guarantee equal bytes. */
  private static String validator(HttpURLConnection answer) {
    String tag = answer.getHeaderField("ETag");
    return tag != null && tag.startsWith("\"") ? tag : answer.getHeaderField("Last-Modified");
  }

  /** Follows redirects; sends credentials only to the original host. */
  private HttpURLConnection get(String method, Map<String, String> headers) throws IOException {
    URI at = uri;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpURLConnection connection = open(at, method, headers(at, headers));
      if (!REDIRECTS.contains(connection.getResponseCode())) {
        return connection;
      }
      at = target(at, connection.getHeaderField("Location"));
    }
    throw new SourceException(Kind.MISSING, "too many redirects");
  }

  private Map<String, String> headers(URI at, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Accept-Encoding", "identity");
    if (uri.getScheme().equals(at.getScheme()) && uri.getAuthority().equals(at.getAuthority())) {
      credentials.authorization().ifPresent(value -> all.put("Authorization", value));
    }
    return all;
  }

  private static URI target(URI from, String location) throws SourceException {
    if (location == null) {
      throw new SourceException(Kind.MISSING, "redirect without a location");
    }
    URI to = from.resolve(location);
    boolean safe = "https".equals(to.getScheme()) || from.getScheme().equals(to.getScheme());
    if (!safe) {
      throw new SourceException(Kind.FORBIDDEN, "redirect from https to " + to + " is not allowed");
    }
    return to;
  }

  private HttpURLConnection open(URI at, String method, Map<String, String> headers)
      throws IOException {
    HttpURLConnection connection = proxies.connection(at);
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private static void requireSuccess(HttpURLConnection answer, int status) throws SourceException {
    if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
      answer.disconnect();
      throw new SourceException(Kind.of(status), "the server answered with status " + status);
    }
  }

  private static SourceException unavailable(IOException e) {
    return e instanceof SourceException known
        ? known
        : new SourceException(Kind.UNAVAILABLE, "no answer: " + e, e);
  }
}
