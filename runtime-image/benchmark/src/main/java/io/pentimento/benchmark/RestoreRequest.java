// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.OnnxModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The server in a separate process, as users run it. */
record RestoreRequest(Process server, Path model, URI address, HttpClient client, byte[] image)
    implements Workload {
  private static final long START_MILLIS = 120_000;

  static RestoreRequest of(Size size) throws IOException {
    Path model = Files.createTempFile("benchmark", ".onnx");
    OnnxModelFile.write(Networks.restorer(size).onnx(size.pixels()), model);
    URI address = URI.create("http://127.0.0.1:" + freePort());
    byte[] image = ImageFiles.encodePng(Images.random(size, 1));
    RestoreRequest request =
        new RestoreRequest(
            start(model, address.getPort()), model, address, HttpClient.newHttpClient(), image);
    request.awaitReady();
    return request;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(Path model, int port) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            List.of(
                java,
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dpentimento.model.path=" + model,
                "-jar",
                System.getProperty("pentimento.server.jar")))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitReady() {
    long end = System.currentTimeMillis() + START_MILLIS;
    HttpRequest ready = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
    while (status(ready) != 200) {
      if (!server.isAlive() || System.currentTimeMillis() > end) {
        close();
        throw new IllegalStateException(
            "the server does not become ready; run it manually to find the cause");
      }
    }
  }

  private int status(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYetListening) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void run() {
    HttpRequest restore =
        HttpRequest.newBuilder(address.resolve("/v1/restore"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();
    int status = status(restore);
    if (status != 200) {
      throw new IllegalStateException("the server answered with status " + status);
    }
  }

  @Override
  public ProcessHandle process() {
    return server.toHandle();
  }

  @Override
  public void close() {
    server.destroy();
    try {
      Files.deleteIfExists(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
