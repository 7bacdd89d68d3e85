// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.process;

import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.device.OnnxRuntimeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts Java processes that end with this process.
 *
 * @param classPath of the processes
 * @param lock each process holds it until the process has ended
 */
public record WorkerJvm(String classPath, Path lock) {

  public static WorkerJvm withSameOptions(WorkspaceLayout layout, String job) {
    return new WorkerJvm(
        System.getProperty("java.class.path"), WorkspaceLock.ofChildren(layout, job));
  }

  /**
   * Starts a Java process with the class path of this one.
   *
   * @param log receives the output of the process
   * @param heap Java heap in MiB; tensors are allocated outside the heap
   */
  public Process start(
      int heap, List<String> options, String mainClass, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx" + heap + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.awt.headless=true");
    command.add("-Dai.djl.offline=true");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.add(mainClass);
    command.addAll(arguments);
    return start(command, log);
  }

  /** The Java executable of this process. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Process start(List<String> command, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    File file = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
    builder.environment().put(ParentWatch.VARIABLE, lock.toAbsolutePath().toString());
    // In the environment: ONNX Runtime 1.29 crashes in a process whose command line has several
    // kilobytes.
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().put(OnnxRuntimeLibrary.NO_TELEMETRY, "1");
    useUtf8(builder.environment());
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
    return builder.start();
  }

  /** Java encodes file names by the locale and cannot represent characters outside it. */
  private static void useUtf8(Map<String, String> environment) {
    if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
      environment.put("LC_ALL", "C.UTF-8");
    }
  }
}
