// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Responds as the Hugging Face hub for a large file: a redirect with the commit and the SHA-256 to
 * a store with different entity tags, whose addresses are valid only for GET.
 */
final class HubServer implements AutoCloseable {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String TOKEN = "hf_secret";

  private final HttpServer hub;
  private final HttpServer store;
  private final List<String> requests = new ArrayList<>();
  private byte[] content = {};
  private String etag = "";
  private boolean gated;
  private int cut = -1;

  HubServer() throws IOException {
    hub = server();
    store = server();
    hub.createContext("/org/model/resolve/", this::resolve);
    store.createContext("/store/", this::send);
    hub.start();
    store.start();
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  void serve(byte[] newContent, String sha256) {
    content = newContent.clone();
    etag = sha256;
  }

  void requireToken() {
    gated = true;
  }

  /** Cuts the connection of the store's next response after this number of bytes. */
  void cutAfter(int bytes) {
    cut = bytes;
  }

  String endpoint() {
    return "http://localhost:" + hub.getAddress().getPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void resolve(HttpExchange exchange) throws IOException {
    record(exchange);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (gated && !("Bearer " + TOKEN).equals(authorization)) {
      end(exchange, 401);
    } else if (!exchange.getRequestURI().getPath().endsWith("/weights/model.pth")) {
      end(exchange, 404);
    } else {
      exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + etag + "\"");
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              "http://localhost:%d/store/%s".formatted(store.getAddress().getPort(), etag));
      end(exchange, 302);
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    record(exchange);
    if (!exchange.getRequestMethod().equals("GET")
        || exchange.getRequestHeaders().containsKey("Authorization")) {
      end(exchange, 403);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange.getResponseHeaders().set("ETag", "\"of-the-store\"");
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - start);
    int end = cut < 0 ? content.length : start + cut;
    cut = -1;
    exchange.getResponseBody().write(Arrays.copyOfRange(content, start, end));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private void record(HttpExchange exchange) {
    requests.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Range")));
  }

  private static void end(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    hub.stop(0);
    store.stop(0);
  }
}
