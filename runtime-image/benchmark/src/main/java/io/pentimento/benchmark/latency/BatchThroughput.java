// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Measures the throughput with several clients and batches of different sizes. */
record BatchThroughput(Path model, TensorRequest tensor) {
  private static final int CLIENTS = 8;
  private static final int WARM_UP = 30;
  private static final int[] BATCHES = {1, 2, 4, 8};

  void print() throws IOException {
    System.out.println("| images of a run, at most | images per second, 8 clients | p50 ms |");
    System.out.println("|---|---|---|");
    for (int batch : BATCHES) {
      String setting = "pentimento.server.batching.size=" + batch;
      try (ServerUnderTest server =
          new ServerUnderTest(Placement.SHARED, List.of(), model, setting)) {
        print(server, batch);
      }
    }
  }

  private void print(ServerUnderTest server, int batch) {
    ClosedLoop client = new ClosedLoop(() -> tensor.send(server));
    int count = ClosedLoop.count(client.run(WARM_UP).median()) / CLIENTS;
    Latencies[] latencies = new Latencies[CLIENTS];
    CompletableFuture<?>[] clients = new CompletableFuture<?>[CLIENTS];
    long start = System.nanoTime();
    for (int i = 0; i < CLIENTS; i++) {
      int index = i;
      clients[i] =
          CompletableFuture.runAsync(
              () -> latencies[index] = client.run(count),
              command -> new Thread(command, "client").start());
    }
    CompletableFuture.allOf(clients).join();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %d | %.1f | %.1f |%n",
        batch,
        count * CLIENTS / seconds,
        latencies[0].median());
  }
}
