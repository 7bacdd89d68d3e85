// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server process: when it is ready, and when it is given up. */
@Timeout(60)
class ModelServerTest {
  private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  private Process process;
  private HttpServer web;
  private volatile int status = 503;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    web.stop(0);
    process.destroyForcibly().waitFor();
  }

  private ModelServer server() {
    return new ModelServer(
        "sha256:1", process, "http://127.0.0.1:" + web.getAddress().getPort(), START);
  }

  @Test
  void aServerIsReadyWhenItsHealthCheckAnswers200() throws InterruptedException {
    assertThat(server().isReady()).as("status 503").isFalse();
    status = 200;
    assertThat(server().isReady()).isTrue();
  }

  @Test
  void aServerThatDoesNotListenYetIsNotReady() throws InterruptedException {
    ModelServer server = server();
    web.stop(0);

    assertThat(server.isReady()).isFalse();
  }

  @Test
  void aServerIsGivenUpAfterThreeMinutes() {
    assertThat(server().isGivenUp(START.plus(Duration.ofMinutes(3)))).isFalse();
    assertThat(server().isGivenUp(START.plus(Duration.ofMinutes(3)).plusMillis(1))).isTrue();
  }

  @Test
  void aServerThatEndedIsGivenUpAtOnce() throws InterruptedException {
    ModelServer server = server();
    server.stop();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(server.isAlive()).isFalse();
    assertThat(server.isGivenUp(START)).isTrue();
  }

  @Test
  void theNextPortIsTakenIfOneIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(ModelServer.freePort(taken.getLocalPort()))
          .isGreaterThan(taken.getLocalPort())
          .isLessThan(taken.getLocalPort() + 100);
    }
  }

  @Test
  void aFreePortIsTakenAsItIs() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(ModelServer.freePort(free)).isBetween(free, free + 5);
  }

  /** Ports below 1024 are not checked: the tests may run as root. */
  @Test
  void portsAboveTheLargestAreRejected() {
    assertThatThrownBy(() -> ModelServer.freePort(65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
