// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The packaged server as a process. */
final class ServerUnderTest implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final URI address;
  private final Duration startUp;

  /**
   * Starts a server and waits until it is ready.
   *
   * @param settings as {@code name=value}
   */
  ServerUnderTest(Path model, String... settings) throws IOException {
    this(List.of(), model, settings);
  }

  /**
   * @param java options of the JVM
   */
  ServerUnderTest(List<String> java, Path model, String... settings) throws IOException {
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    long start = System.nanoTime();
    process =
        new ProcessBuilder(command(java, model, port, settings))
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

  private static List<String> command(List<String> java, Path model, int port, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(java);
    command.addAll(List.of("-Xmx768m", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dpentimento.shutdown.delay=0s");
    command.add("-Dpentimento.model.path=" + model);
    for (String setting : settings) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-jar", System.getProperty("pentimento.server.jar")));
    return command;
  }

  private void awaitReady(long start) {
    HttpRequest ready = HttpRequest.newBuilder(address.resolve("/v2/health/ready")).build();
    while (!isOk(ready)) {
      if (!process.isAlive() || System.nanoTime() - start > LONGEST_START.toNanos()) {
        close();
        throw new IllegalStateException(
            "the server did not become ready; run it manually to see why");
      }
    }
  }

  private boolean isOk(HttpRequest request) {
    try {
      if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    } catch (IOException notYetListening) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    return false;
  }

  /** Time from the start of the process to the first response that it is ready. */
  Duration startUp() {
    return startUp;
  }

  /** Sends a request and returns whether the status is 200. */
  CompletableFuture<Boolean> post(String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(answer -> answer.statusCode() == 200);
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
