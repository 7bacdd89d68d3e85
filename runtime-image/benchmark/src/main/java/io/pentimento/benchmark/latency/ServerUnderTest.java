// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The packaged server as a process. Clients block a thread per request: a client with threads of
 * its own costs more than the server does (measured with a request that restores nothing).
 */
final class ServerUnderTest implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 10_000_000;

  private final Process process;
  private final URI address;
  private final Duration startUp;

  /**
   * Starts a server and waits until it is ready.
   *
   * @param java options of the JVM
   * @param settings as {@code name=value}
   */
  ServerUnderTest(Placement placement, List<String> java, Path model, String... settings)
      throws IOException {
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    long start = System.nanoTime();
    process =
        new ProcessBuilder(placement.java(arguments(java, placement, model, port, settings)))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitReady(start);
    startUp = Duration.ofNanos(System.nanoTime() - start);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static List<String> arguments(
      List<String> java, Placement placement, Path model, int port, String... settings) {
    List<String> arguments = new ArrayList<>(java);
    arguments.add("-Xmx768m");
    arguments.add("-Dquarkus.http.host=127.0.0.1");
    arguments.add("-Dquarkus.http.port=" + port);
    arguments.add("-Dpentimento.shutdown.delay=0s");
    arguments.add("-Dpentimento.model.path=" + model);
    arguments.add("-Dpentimento.server.threads=" + placement.threads());
    for (String setting : settings) {
      arguments.add("-D" + setting);
    }
    arguments.addAll(List.of("-jar", System.getProperty("pentimento.server.jar")));
    return arguments;
  }

  private void awaitReady(long start) {
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > LONGEST_START.toNanos()) {
        close();
        throw new IllegalStateException(
            "the server did not become ready; run it manually to see why");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean isReady() {
    try {
      return get("/v2/health/ready");
    } catch (UncheckedIOException notYetListening) {
      return false;
    }
  }

  /** Time from the start of the process to the first response that it is ready. */
  Duration startUp() {
    return startUp;
  }

  /** Sends a request, and returns whether the status of the response is 200. */
  boolean get(String path) {
    try {
      return isOk(connection(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request with a body, and returns whether the status of the response is 200. */
  boolean post(String path, Map<String, String> headers, byte[] body) {
    try {
      HttpURLConnection connection = connection(path);
      headers.forEach(connection::setRequestProperty);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return isOk(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections are reused. */
  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection) address.resolve(path).toURL().openConnection();
  }

  private static boolean isOk(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return false;
    }
    try (InputStream body = connection.getInputStream()) {
      body.readAllBytes();
    }
    return true;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
