// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of {@code images/gpu-check}, and how to run them. */
final class GpuCheckFolder {
  static final Path FOLDER =
      Path.of(System.getProperty("pentimento.quickstart"))
          .resolve("../../images/gpu-check")
          .normalize();

  /** The result of a command; the text includes its standard error. */
  record Ended(int code, String text) {}

  private GpuCheckFolder() {}

  static List<String> scripts(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(Path::toString).filter(name -> name.endsWith(suffix)).sorted().toList();
    }
  }

  static Ended start(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(Arrays.toString(command) + " does not end");
    }
    return new Ended(process.exitValue(), text);
  }

  /** Without writing byte code beside the scripts. */
  static Ended python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(arguments));
    return start(command.toArray(String[]::new));
  }

  static boolean hasPython() {
    try {
      return python("-c", "import sys; sys.exit(sys.version_info < (3, 8))").code() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
