// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.RegistryException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import land.oras.auth.HttpClient;
import land.oras.auth.HttpClient.ResponseWrapper;
import land.oras.auth.Scopes;
import land.oras.exception.OrasException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one repository and converts every failure into a {@link RegistryException}.
 */
final class RegistryHttp {
  private final OciReference repository;
  private final RegistryAccess access;
  private final HttpClient client;
  private final Scopes scopes;

  RegistryHttp(OciReference repository, RegistryAccess access) {
    this.repository = requireNonNull(repository, "repository");
    this.access = requireNonNull(access, "access");
    this.scopes = Scopes.of(repository.toOras());
    HttpClient.Builder builder = HttpClient.Builder.builder();
    this.client =
        access.certificates() == null
            ? builder.build()
            : builder.withCaContent(access.certificates()).build();
  }

  /** A response whose status is one of those that the caller expects. */
  record Answer<T>(int status, T body, Map<String, String> headers) {
    Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }

  /**
   * @param path such as {@code HOST/v2/REPOSITORY/tags/list}
   */
  URI uri(String path) {
    return URI.create((access.plainHttp() ? "http://" : "https://") + path);
  }

  /** The location of an upload, which may be relative. */
  URI location(Answer<?> answer, URI request) throws RegistryException {
    return answer
        .header("Location")
        .map(request::resolve)
        .orElseThrow(
            () ->
                new RegistryException(
                    Kind.UNAVAILABLE, at("did not return the location of the upload")));
  }

  Answer<String> head(URI uri, Map<String, String> headers) throws IOException {
    return answer(() -> client.head(uri, headers, scopes, access.authentication()));
  }

  Answer<String> get(URI uri, Map<String, String> headers) throws IOException {
    return answer(() -> client.get(uri, headers, scopes, access.authentication()));
  }

  Answer<InputStream> download(URI uri, Map<String, String> headers) throws IOException {
    return answer(() -> client.download(uri, headers, scopes, access.authentication()));
  }

  Answer<String> post(URI uri) throws IOException {
    return answer(() -> client.post(uri, new byte[0], Map.of(), scopes, access.authentication()));
  }

  Answer<String> put(URI uri, byte[] body, Map<String, String> headers) throws IOException {
    return answer(() -> client.put(uri, body, headers, scopes, access.authentication()));
  }

  Answer<String> patch(
      URI uri, long length, Map<String, String> headers, Supplier<InputStream> body)
      throws IOException {
    return answer(() -> client.patch(uri, length, headers, body, scopes, access.authentication()));
  }

  private <T> Answer<T> answer(Supplier<ResponseWrapper<T>> request) throws RegistryException {
    try {
      ResponseWrapper<T> response = request.get();
      return new Answer<>(response.statusCode(), response.response(), response.headers());
    } catch (OrasException e) {
      throw failure(e);
    }
  }

  private RegistryException failure(OrasException e) {
    if (e.getStatusCode() >= 0) {
      return refused(e.getStatusCode(), null, e);
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new RegistryException(Kind.UNAVAILABLE, at("did not respond: " + why), e, null);
  }

  /** The failure behind an unexpected status. */
  RegistryException unexpected(Answer<?> answer) {
    return refused(answer.status(), retryAfter(answer), null);
  }

  private RegistryException refused(
      int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    Kind kind = Kind.of(status);
    String advice =
        switch (kind) {
          case FORBIDDEN -> "; give credentials that may use this repository";
          case MISSING -> "; check the address";
          case REFUSED -> "; it does not accept this content or request";
          case UNAVAILABLE, DAMAGED -> "";
        };
    return new RegistryException(
        kind, at("answered with status " + status + advice), cause, retryAfter);
  }

  private static @Nullable Duration retryAfter(Answer<?> answer) {
    return answer
        .header("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(null);
  }

  private String at(String what) {
    return "%s%s/%s: the registry %s"
        .formatted(OciReference.SCHEME, repository.registry(), repository.repository(), what);
  }
}
