// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.pentimento.integration.cluster.api.PodLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a container. */
public final class ContainerProcess {
  private static final int LONGEST_MESSAGE = 4096;
  private static final int FALLBACK_LINES = 80;

  private final Container container;
  private final Path terminationLog;
  private final Path log;
  private final Process process;
  private final Instant startedAt = Instant.now();
  private Instant finishedAt;

  private ContainerProcess(Container container, Path terminationLog, Path log, Process process) {
    this.container = container;
    this.terminationLog = terminationLog;
    this.log = log;
    this.process = process;
  }

  /**
   * @param environment of the pod; it overrides that of the image, and nothing else is passed on
   */
  static ContainerProcess start(
      Container container,
      Images.Image image,
      Map<String, String> environment,
      Mounts mounts,
      Path terminationLog,
      Path log)
      throws IOException {
    Files.createDirectories(log.getParent());
    Files.write(terminationLog, new byte[0]);
    List<String> command =
        new ArrayList<>(
            container.getCommand().isEmpty() ? image.entryPoint() : container.getCommand());
    command.addAll(container.getArgs());
    // The programs are in the checkout on the host, which may be below /tmp.
    command.replaceAll(part -> Files.isRegularFile(Path.of(part)) ? part : mounts.translate(part));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(image.environment());
    environment.forEach((name, value) -> builder.environment().put(name, mounts.translate(value)));
    return new ContainerProcess(container, terminationLog, log, builder.start());
  }

  String name() {
    return container.getName();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  public long pid() {
    return process.pid();
  }

  void terminate() {
    process.destroy();
  }

  public void kill() {
    process.destroyForcibly();
  }

  void awaitEnd() {
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  ContainerState state() {
    if (process.isAlive()) {
      return new ContainerStateBuilder().withNewRunning(startedAt.toString()).build();
    }
    finishedAt = finishedAt == null ? Instant.now() : finishedAt;
    int code = exitCode();
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(code)
        .withReason(code == 0 ? "Completed" : "Error")
        .withStartedAt(startedAt.toString())
        .withFinishedAt(finishedAt.toString())
        .withMessage(message(code))
        .endTerminated()
        .build();
  }

  private String message(int code) {
    try {
      String said = Files.readString(terminationLog);
      boolean fallsBack = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
      if (said.isEmpty() && code != 0 && fallsBack) {
        return end(PodLogs.last(log, FALLBACK_LINES), LONGEST_MESSAGE / 2);
      }
      return said.isEmpty() ? null : said.substring(0, Math.min(LONGEST_MESSAGE, said.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String end(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }
}
