// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.RegistryException.Kind;
import io.pentimento.registry.client.RegistryHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/** Reads content of a registry without storing it. Failed requests are repeated by the policy. */
final class RegistryReader {
  /** Manifests, evidence and reports; a registry may refuse larger manifests than 4 MiB. */
  private static final int LARGEST_IN_MEMORY = 64 << 20;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final RegistryHttp http;
  private final TransferPolicy policy;

  RegistryReader(RegistryHttp http, TransferPolicy policy) {
    this.http = requireNonNull(http, "http");
    this.policy = requireNonNull(policy, "policy");
  }

  /**
   * The content at an address, with status 200 or 404.
   *
   * @throws RegistryException if the registry returns another status, or more than 64 MiB
   */
  Answer<byte[]> bytes(URI uri, Map<String, String> headers) throws IOException {
    return policy.retry(
        progress ->
            new StallGuard(policy.silence()).run(() -> read(http.download(uri, headers), uri)));
  }

  /**
   * The digest of the content at an address, which may be larger than the memory.
   *
   * @throws RegistryException if the registry returns another status than 200
   */
  String digest(URI uri) throws IOException {
    StallGuard guard = new StallGuard(policy.silence());
    return policy.retry(
        progress -> guard.run(() -> digest(http.download(uri, Map.of()), uri, guard)));
  }

  private Answer<byte[]> read(Answer<InputStream> answer, URI uri) throws IOException {
    try (InputStream in = answer.body()) {
      if (answer.status() != OK && answer.status() != NOT_FOUND) {
        throw http.unexpected(answer);
      }
      byte[] content = in.readNBytes(LARGEST_IN_MEMORY);
      if (content.length == LARGEST_IN_MEMORY) {
        throw new RegistryException(Kind.REFUSED, uri + " is larger than 64 MiB");
      }
      return new Answer<>(answer.status(), content, answer.headers());
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw broken(uri, e);
    }
  }

  private String digest(Answer<InputStream> answer, URI uri, StallGuard guard) throws IOException {
    try (InputStream in = answer.body()) {
      if (answer.status() != OK) {
        throw http.unexpected(answer);
      }
      return Digest.of(guard.watched(in));
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw broken(uri, e);
    }
  }

  private static RegistryException broken(URI uri, IOException e) {
    return new RegistryException(
        Kind.UNAVAILABLE, "%s: the connection broke: %s".formatted(uri, e.getMessage()), e, null);
  }
}
