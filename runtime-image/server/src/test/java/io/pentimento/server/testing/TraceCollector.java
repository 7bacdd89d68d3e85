// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Receives traces by OTLP over HTTP and stores the bodies unchanged. */
public class TraceCollector implements QuarkusTestResourceLifecycleManager {
  private static final ByteArrayOutputStream RECEIVED = new ByteArrayOutputStream();
  private HttpServer server;

  /** All received bytes as text. */
  public static String received() {
    synchronized (RECEIVED) {
      return RECEIVED.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          synchronized (RECEIVED) {
            RECEIVED.writeBytes(body);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return Map.of(
        "quarkus.otel.exporter.otlp.endpoint",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "quarkus.otel.exporter.otlp.traces.protocol",
        "http/protobuf",
        "quarkus.otel.bsp.schedule.delay",
        "50ms");
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
