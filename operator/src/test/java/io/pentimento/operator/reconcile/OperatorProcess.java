package io.pentimento.operator.reconcile;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged operator as a process of its own, with the memory that the chart gives it. */
final class OperatorProcess implements AutoCloseable {
  static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Duration START = Duration.ofMinutes(2);
  private static final int STOP_SECONDS = 30;
  private final Process process;
  private final int port;

  OperatorProcess(Path kubeconfig) {
    try {
      port = freePort();
      process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  // Half of 512 MiB, as the image has it.
                  "-Xmx256m",
                  "-XX:+ExitOnOutOfMemoryError",
                  // No lease: there is no namespace to hold it in.
                  "-Dquarkus.profile=scale",
                  "-Dquarkus.http.port=" + port,
                  "-Dkubeconfig=" + kubeconfig,
                  "-jar",
                  JAR.toString())
              .redirectErrorStream(true)
              .redirectOutput(Path.of("target/scale-operator.log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void awaitReady() {
    Awaitility.await("the operator; see target/scale-operator.log").atMost(START).until(this::isUp);
  }

  /** Resident memory in MiB, at its highest so far. */
  long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    } catch (IOException e) {
      throw new AssertionError("The operator ended; see target/scale-operator.log", e);
    }
  }

  private boolean isUp() {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://localhost:%d/q/health/ready".formatted(port)))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
