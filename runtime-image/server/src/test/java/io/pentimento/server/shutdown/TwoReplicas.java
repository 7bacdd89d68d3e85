// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.shutdown;

import io.pentimento.server.testing.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that restore images continuously on two servers. Like the endpoints of a Kubernetes
 * service, they use only servers that report that they are ready.
 */
final class TwoReplicas implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final long PROBE_MILLIS = 100;

  private final List<ServerProcess> servers;
  private final byte[] image;
  private final int retries;
  private final List<ServerProcess> ready = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger restored = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean stopped;

  /**
   * @param retries number of retries, on the other server
   */
  TwoReplicas(List<ServerProcess> servers, byte[] image, int retries) {
    this.servers = servers;
    this.image = image;
    this.retries = retries;
    this.ready.addAll(servers);
  }

  void begin() {
    threads.execute(this::probe);
    for (int i = 0; i < CLIENTS; i++) {
      threads.execute(this::restoreAgainAndAgain);
    }
  }

  int restored() {
    return restored.get();
  }

  Queue<String> failures() {
    return failures;
  }

  private void probe() {
    while (!stopped) {
      for (ServerProcess server : servers) {
        boolean now = isReady(server);
        synchronized (ready) {
          ready.remove(server);
          if (now) {
            ready.add(server);
          }
        }
      }
      pause();
    }
  }

  private static boolean isReady(ServerProcess server) {
    try {
      return server.get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PROBE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restoreAgainAndAgain() {
    while (!stopped) {
      ServerProcess server = next(null);
      String failure = restore(server);
      for (int i = 0; i < retries && failure != null; i++) {
        server = next(server);
        failure = restore(server);
      }
      if (failure == null) {
        restored.incrementAndGet();
      } else if (!stopped) {
        failures.add(failure);
      }
    }
  }

  private ServerProcess next(ServerProcess failed) {
    synchronized (ready) {
      List<ServerProcess> others =
          (ready.isEmpty() ? servers : ready).stream().filter(each -> each != failed).toList();
      List<ServerProcess> choice = others.isEmpty() ? servers : others;
      return choice.get(turn.getAndIncrement() % choice.size());
    }
  }

  /** The failure; null for success. */
  private String restore(ServerProcess server) {
    try {
      int status = server.restore(image).statusCode();
      return status == 200 ? null : server.address() + " answered " + status;
    } catch (IOException e) {
      return server.address() + " failed: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    threads.shutdown();
    threads.awaitTermination(30, TimeUnit.SECONDS);
  }
}
