// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import io.pentimento.benchmark.Images;
import io.pentimento.benchmark.Networks;
import io.pentimento.benchmark.Size;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Measures the server and prints tables. */
final class ServerLatency {
  private static final int STARTS = 5;
  private static final double LOAD = 0.7;
  private static final double SECONDS = 20;
  private static final int LEAST = 30;

  /** Until the JVM of the server has compiled what a request runs. */
  private static final double WARM_UP_SECONDS = 20;

  private static final int CLIENTS = 8;
  private static final int FIRST = 500;
  private static final int[] BATCHES = {1, 2, 4, 8};

  private final Size size;
  private final Path model;
  private final TensorRequest tensor;
  private final byte[] png;

  private ServerLatency(Size size, Path model) {
    this.size = size;
    this.model = model;
    Tensor image = Images.random(size, 1);
    this.tensor = TensorRequest.of(image);
    this.png = ImageFiles.encodePng(image);
  }

  /**
   * @param arguments the size, small or full
   */
  public static void main(String[] arguments) throws IOException {
    Size size = Size.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path model = Files.createTempFile("latency", ".onnx");
    try {
      OnnxModelFile.write(Networks.restorer(size).onnx(size.pixels()), model);
      new ServerLatency(size, model).run();
    } finally {
      Files.deleteIfExists(model);
    }
  }

  private void run() throws IOException {
    System.out.printf("Cores: %d%n%n", Runtime.getRuntime().availableProcessors());
    new StartUp(model, STARTS).print();
    latency();
    batches();
  }

  private void latency() throws IOException {
    System.out.println("| " + size.pixels() + " pixels | p50 ms | p99 ms | p99 / p50 | requests |");
    System.out.println("|---|---|---|---|---|");
    Latencies direct = direct();
    row("ONNX Runtime, called directly", direct);
    try (ServerUnderTest server = new ServerUnderTest(model)) {
      row("image file, first requests", images(server, FIRST));
      images(server, (int) (WARM_UP_SECONDS * 1e3 / direct.median()));
      row("image file, one after another", images(server, count(direct.median())));
      Supplier<CompletableFuture<Boolean>> request = () -> tensor.send(server);
      oneAfterAnother(request, count(direct.median()));
      Latencies alone = oneAfterAnother(request, count(direct.median()));
      row("samples, one after another", alone);
      for (Arrivals arrivals : Arrivals.values()) {
        double perSecond = LOAD * 1e3 / alone.median();
        OpenLoop loop = new OpenLoop(request);
        Latencies loaded = loop.run(arrivals.nanos(count(1e3 / perSecond), perSecond));
        row("samples, 70 % load, arrivals " + name(arrivals), loaded);
        checkNone(loop.failed());
      }
    }
    System.out.println();
  }

  private Latencies images(ServerUnderTest server, int count) {
    return oneAfterAnother(() -> server.post("/v1/restore", "image/png", png), count);
  }

  private static String name(Arrivals arrivals) {
    return arrivals.name().toLowerCase(Locale.ROOT);
  }

  private static void row(String name, Latencies latencies) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %d |%n",
        name,
        latencies.median(),
        latencies.millis(0.99),
        latencies.millis(0.99) / latencies.median(),
        latencies.nanos().length);
  }

  private static int count(double millis) {
    return (int) Math.max(LEAST, SECONDS * 1e3 / millis);
  }

  private Latencies direct() {
    Tensor image = Images.random(size, 1);
    try (OnnxSession session = OnnxSession.open(model, SessionOptions.defaults())) {
      long[] nanos = new long[LEAST];
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < nanos.length; i++) {
          long start = System.nanoTime();
          session.run(image);
          nanos[i] = System.nanoTime() - start;
        }
        nanos = round == 0 ? new long[count(Latencies.of(nanos).median())] : nanos;
      }
      return Latencies.of(nanos);
    }
  }

  private static Latencies oneAfterAnother(
      Supplier<CompletableFuture<Boolean>> request, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      boolean success = request.get().join();
      nanos[i] = System.nanoTime() - start;
      checkNone(success ? 0 : 1);
    }
    return Latencies.of(nanos);
  }

  private static void checkNone(int failed) {
    if (failed > 0) {
      throw new IllegalStateException(
          failed + " requests failed; run the server manually to see why");
    }
  }

  private void batches() throws IOException {
    System.out.println("| images of a run, at most | images per second, 8 clients | p50 ms |");
    System.out.println("|---|---|---|");
    for (int batch : BATCHES) {
      try (ServerUnderTest server =
          new ServerUnderTest(model, "pentimento.server.batching.size=" + batch)) {
        throughput(server, batch);
      }
    }
  }

  private void throughput(ServerUnderTest server, int batch) {
    Supplier<CompletableFuture<Boolean>> request = () -> tensor.send(server);
    int count = count(oneAfterAnother(request, LEAST).median()) / CLIENTS * CLIENTS;
    long start = System.nanoTime();
    CompletableFuture<?>[] clients = new CompletableFuture<?>[CLIENTS];
    Latencies[] latencies = new Latencies[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients[i] =
          CompletableFuture.runAsync(
              () -> latencies[client] = oneAfterAnother(request, count / CLIENTS),
              command -> new Thread(command, "client").start());
    }
    CompletableFuture.allOf(clients).join();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "| %d | %.1f | %.1f |%n", batch, count / seconds, latencies[0].median());
  }
}
