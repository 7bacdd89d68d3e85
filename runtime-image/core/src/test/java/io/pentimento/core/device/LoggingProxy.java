// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records requests and forwards none. */
final class LoggingProxy implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> requests = new CopyOnWriteArrayList<>();

  LoggingProxy() throws IOException {
    Thread thread = new Thread(this::serve, "logging-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** The first line of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        requests.add(String.valueOf(in.readLine()));
      } catch (IOException closed) {
        // The proxy or the client has closed the connection.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
