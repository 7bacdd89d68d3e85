// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** A server process with one model. */
final class ModelServer {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(2);

  private final String digest;
  private final Process process;
  private final String url;
  private final Instant giveUpAt;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ONE_ANSWER).build();

  ModelServer(String digest, Process process, String url, Instant startedAt) {
    this.digest = digest;
    this.process = process;
    this.url = url;
    this.giveUpAt = startedAt.plus(START_TIMEOUT);
  }

  String digest() {
    return digest;
  }

  String url() {
    return url;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isGivenUp(Instant now) {
    return !isAlive() || now.isAfter(giveUpAt);
  }

  boolean isReady() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).timeout(ONE_ANSWER).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  void stop() {
    process.destroy();
  }

  /** The first free port, starting from this one. */
  static int freePort(int from) throws IOException {
    for (int port = from; port < from + 100; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
    throw new IOException("no free port between %d and %d".formatted(from, from + 99));
  }
}
