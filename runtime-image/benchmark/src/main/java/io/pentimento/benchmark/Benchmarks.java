// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs all benchmarks, each in a new process, so that they do not affect each other's memory and
 * compiled code, and prints a table.
 */
final class Benchmarks {
  private static final String USAGE = "usage: run [small|full|all] [benchmark …], benchmarks: ";

  private Benchmarks() {}

  /**
   * Runs benchmarks and prints a table.
   *
   * @param arguments the sizes, then the benchmarks; all if there are none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Size> sizes;
    List<Benchmark> benchmarks;
    try {
      sizes = sizes(arguments.length == 0 ? "all" : arguments[0]);
      benchmarks = benchmarks(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(USAGE + Arrays.toString(Benchmark.values()));
      System.exit(64);
      return;
    }
    System.out.printf("Cores: %d%n%n", Runtime.getRuntime().availableProcessors());
    System.out.println("| benchmark | size | runs | median s | CPU s | peak GB |");
    System.out.println("|---|---|---|---|---|---|");
    boolean complete = true;
    for (Size size : sizes) {
      for (Benchmark benchmark : benchmarks) {
        complete &= measure(benchmark, size);
      }
    }
    System.exit(complete ? 0 : 1);
  }

  private static List<Size> sizes(String name) {
    return name.equals("all")
        ? List.of(Size.values())
        : List.of(Size.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static List<Benchmark> benchmarks(String[] arguments) {
    return arguments.length < 2
        ? List.of(Benchmark.values())
        : Arrays.stream(arguments)
            .skip(1)
            .map(name -> Benchmark.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList();
  }

  private static boolean measure(Benchmark benchmark, Size size)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED"));
    for (String property :
        List.of("ai.djl.offline", "pentimento.server.jar", "pentimento.quickstart")) {
      command.add("-D" + property + "=" + System.getProperty(property, ""));
    }
    command.addAll(List.of(Single.class.getName(), benchmark.name(), size.name()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start().waitFor() == 0;
  }
}
