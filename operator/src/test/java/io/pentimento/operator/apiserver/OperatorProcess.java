// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged operator as a separate process, with the memory limit of the chart. */
public final class OperatorProcess implements AutoCloseable {
  public static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  /** Without a namespace there is no lease, and no leader election. */
  private static final String ALONE = "-Dquarkus.profile=scale";

  private static final Duration START = Duration.ofMinutes(2);
  private static final int STOP_SECONDS = 30;
  private final Process process;
  private final Path log;
  private final int port;

  public OperatorProcess(Path kubeconfig) {
    this(kubeconfig, Path.of("target/scale-operator.log"), ALONE);
  }

  /**
   * One of several replicas with leader election.
   *
   * @param kubeconfig with the namespace of the lease
   * @param agent User-Agent in requests to the API server
   */
  static OperatorProcess replica(Path kubeconfig, String agent) {
    return new OperatorProcess(
        kubeconfig,
        Path.of("target", agent + ".log"),
        "-Dquarkus.profile=prod",
        "-Dkubernetes.user.agent=" + agent);
  }

  private OperatorProcess(Path kubeconfig, Path log, String... options) {
    this.log = log;
    try {
      port = freePort();
      process =
          new ProcessBuilder(command(kubeconfig, options))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> command(Path kubeconfig, String... options) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // Half of the 512 MiB of the chart, and the other options of the image.
    command.addAll(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-Dquarkus.http.port=" + port, "-Dkubeconfig=" + kubeconfig));
    command.addAll(List.of("-jar", JAR.toString()));
    return command;
  }

  public void awaitReady() {
    Awaitility.await("the operator; see " + log).atMost(START).until(this::isUp);
  }

  /** Suspends the process (SIGSTOP), as on a machine that swaps or is suspended. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  /** Waits until the process exits without a signal. */
  void awaitEnd() {
    Awaitility.await("the end; see " + log).atMost(START).until(() -> !process.isAlive());
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -%s ended with %d".formatted(name, code));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Maximum resident memory so far, in MiB. */
  public long peakMemory() {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    } catch (IOException e) {
      throw new AssertionError("The operator ended; see " + log, e);
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
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
