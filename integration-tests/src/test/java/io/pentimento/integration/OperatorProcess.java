// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged operator as a process that can be killed. */
final class OperatorProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final String apiServer;
  private final Map<String, String> settings;
  private final Path log;
  private final Thread onExit = new Thread(this::kill, "operator-exit");
  private Process process;

  /**
   * @param settings environment variables of an installation
   */
  OperatorProcess(String apiServer, Map<String, String> settings, Path log) {
    this.apiServer = apiServer;
    this.settings = settings;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  Path log() {
    return log;
  }

  /** Starts one replica outside a cluster: it has no namespace and therefore no leader election. */
  void start() throws IOException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.profile=outside",
            "-Dkubernetes.master=" + apiServer,
            "-Dkubernetes.auth.tryKubeConfig=false",
            "-jar",
            System.getProperty("pentimento.operator.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(settings);
    builder.environment().put("QUARKUS_OPERATOR_SDK_NAMESPACES", "JOSDK_ALL_NAMESPACES");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
    process = builder.start();
  }

  /** Sends SIGKILL. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  void killAndWait() throws InterruptedException {
    kill();
    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns when the process has ended: the test deletes the folder of its log next. */
  @Override
  public void close() {
    kill();
    if (process != null) {
      process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
    Runtime.getRuntime().removeShutdownHook(onExit);
  }
}
