// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a container is ready: the result of its probe; without a probe it is ready.
 *
 * @see Ports
 */
final class Readiness {
  private static final int DEFAULT_PERIOD = 10;
  private static final int DEFAULT_TIMEOUT = 1;
  private static final int DEFAULT_FAILURES = 3;
  private static final int FIRST_ERROR = 400;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Probe probe;
  private final URI uri;
  private Instant next;
  private int failures;
  private boolean ready;

  private Readiness(Probe probe, URI uri) {
    this.probe = probe;
    this.uri = uri;
    this.ready = probe == null;
    this.next =
        Instant.now().plusSeconds(probe == null ? 0 : or(probe.getInitialDelaySeconds(), 0));
  }

  /**
   * @param port of this machine that replaces the container's only port
   */
  static Readiness of(Container container, Optional<Integer> port) {
    Probe probe = container.getReadinessProbe();
    if (probe == null) {
      return new Readiness(null, null);
    }
    HTTPGetAction get = probe.getHttpGet();
    return new Readiness(
        probe, URI.create("http://127.0.0.1:%d%s".formatted(port.orElseThrow(), get.getPath())));
  }

  boolean isReady() {
    return ready;
  }

  void probeIfDue() {
    if (probe == null || Instant.now().isBefore(next)) {
      return;
    }
    next = Instant.now().plusSeconds(or(probe.getPeriodSeconds(), DEFAULT_PERIOD));
    if (answersWell()) {
      failures = 0;
      ready = true;
    } else {
      failures++;
      ready = ready && failures < or(probe.getFailureThreshold(), DEFAULT_FAILURES);
    }
  }

  private boolean answersWell() {
    Duration timeout = Duration.ofSeconds(or(probe.getTimeoutSeconds(), DEFAULT_TIMEOUT));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() < FIRST_ERROR;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int or(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
