// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import io.pentimento.benchmark.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Measures the latency of requests, and of direct calls of ONNX Runtime, and prints a table. */
record LatencyTable(Placement placement, Size size, Path model, TensorRequest tensor, byte[] png) {
  private static final double LOAD = 0.7;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Until the JVM of the server has compiled what a request runs. */
  private static final double WARM_UP_MILLIS = 20_000;

  private static final int FIRST = 500;
  private static final int LEAST = 30;
  private static final int EMPTY_REQUESTS = 2000;

  void print() throws IOException, InterruptedException {
    System.out.println("| " + size.pixels() + " pixels | p50 ms | p99 ms | p99 / p50 | number |");
    System.out.println("|---|---|---|---|---|");
    double direct = printDirectCalls();
    try (ServerUnderTest server = new ServerUnderTest(placement, List.of(), model)) {
      printFiles(server, direct);
      printSamples(server);
    }
    System.out.println();
  }

  private double printDirectCalls() throws IOException {
    DirectCalls calls = new DirectCalls(placement, size, model);
    double first = calls.oneAfterAnother(LEAST).median();
    Latencies alone = calls.oneAfterAnother(ClosedLoop.count(first));
    printRow("ONNX Runtime, one call after another", alone);
    double perSecond = LOAD * 1e3 / alone.median();
    Latencies loaded = calls.atIntervals(ClosedLoop.count(1e3 / perSecond), perSecond);
    printRow("ONNX Runtime, 70 % load, calls at equal intervals", loaded);
    return alone.median();
  }

  private void printFiles(ServerUnderTest server, double directMillis) {
    ClosedLoop files =
        new ClosedLoop(() -> server.post("/v1/restore", Map.of("Content-Type", "image/png"), png));
    printRow(
        "image file, first requests", files.run(Math.min(FIRST, ClosedLoop.count(directMillis))));
    long end = System.nanoTime() + (long) (WARM_UP_MILLIS * NANOS_PER_MILLI);
    while (System.nanoTime() < end) {
      files.run(1);
    }
    ClosedLoop empty = new ClosedLoop(() -> server.get("/v2/health/live"));
    empty.run(EMPTY_REQUESTS);
    printRow("request without an image", empty.run(EMPTY_REQUESTS));
    printRow("image file, one after another", files.run());
  }

  private void printSamples(ServerUnderTest server) throws InterruptedException {
    BooleanSupplier request = () -> tensor.send(server);
    ClosedLoop samples = new ClosedLoop(request);
    samples.run();
    Latencies alone = samples.run();
    printRow("samples, one after another", alone);
    double perSecond = LOAD * 1e3 / alone.median();
    for (Arrivals arrivals : Arrivals.values()) {
      OpenLoop loop = new OpenLoop(request);
      int count = ClosedLoop.count(1e3 / perSecond);
      printRow(
          "samples, 70 % load, arrivals " + arrivals.name().toLowerCase(Locale.ROOT),
          loop.run(arrivals.nanos(count, perSecond)));
      ClosedLoop.requireNone(loop.failed());
    }
  }

  private static void printRow(String name, Latencies latencies) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %d |%n",
        name,
        latencies.median(),
        latencies.millis(0.99),
        latencies.millis(0.99) / latencies.median(),
        latencies.nanos().length);
  }
}
