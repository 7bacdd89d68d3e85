// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy between the operator and the API server that can drop connections. */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "tcp-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean down;

  /**
   * @param target port of the API server on this machine
   */
  TcpProxy(int target) {
    this.target = target;
    try {
      entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://localhost:" + entrance.getLocalPort() + "/";
  }

  /** Breaks all connections; new ones may be made. */
  public void cut() {
    ends.forEach(TcpProxy::close);
    ends.clear();
  }

  /** Breaks all connections and rejects new ones until {@link #comeBack}. */
  public void goDown() {
    down = true;
    cut();
  }

  public void comeBack() {
    down = false;
  }

  /** Number of connections that were refused while the server was down. */
  public int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    close(entrance);
    cut();
    threads.shutdownNow();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // The proxy is closed, or the server does not answer: the client sees a broken connection.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    ends.add(near);
    if (down) {
      refused.incrementAndGet();
      close(near);
      return;
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      ends.add(far);
      threads.execute(() -> pump(near, far));
      threads.execute(() -> pump(far, near));
    } catch (IOException e) {
      close(near);
      throw e;
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The connection was closed by one end or by cut().
    } finally {
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      // A connection that cannot be closed is not used again.
    }
  }
}
