// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged server with a small heap, in a process that exits when it runs out of memory. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param settings as {@code name=value}
   */
  public static ServerProcess start(Path model, String... settings) throws IOException {
    ServerProcess server = new ServerProcess(freePort(), model, settings);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> !server.isAlive() || server.get("/q/health/ready").statusCode() == 200);
    return server;
  }

  private ServerProcess(int port, Path model, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dpentimento.model.path=" + model);
    command.add("-Dpentimento.server.threads=1");
    command.add("-Dpentimento.shutdown.delay=0s");
    for (String setting : settings) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-jar", System.getProperty("packaged.server")));
    process = new ProcessBuilder(command).inheritIO().start();
    address = URI.create("http://127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks the process to end, as a kubelet does. */
  public void terminate() {
    process.destroy();
  }

  /** Ends the process at once. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits until the process has ended. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end");
    }
  }

  public URI address() {
    return address;
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> restore(byte[] png) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve("/v1/restore"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(png))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The sum of the values of a metric; 0 if there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    return new String(get("/q/metrics").body(), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
