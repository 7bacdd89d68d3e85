// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call of the command.
 *
 * @param file the launcher, or a link to it
 * @param environment in addition to PATH and Java's home; nothing else of this process is passed on
 */
record Launcher(Path file, Map<String, String> environment) {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  static final Path FILE = REPOSITORY.resolve("pentimento");

  /** The output of a call, both streams together, and its exit code. */
  record Result(int exitCode, String output) {}

  static Path quickstart() {
    return REPOSITORY.resolve("examples/quickstart");
  }

  Result call(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
