// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/** A web server with one file and configurable faults. */
public final class FaultyWebServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Integer> refusals = new ArrayDeque<>();
  private final Queue<Integer> cuts = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private byte[] content;
  private String tag;
  private boolean careless;

  public FaultyWebServer(byte[] content, String tag) throws IOException {
    serve(content, tag);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/file", this::answer);
    server.createContext("/elsewhere", exchange -> redirect(exchange, "/file"));
    server.start();
  }

  void serve(byte[] newContent, String newTag) {
    content = newContent.clone();
    tag = newTag;
  }

  /** Sets the statuses of the next responses. */
  public void refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
  }

  /** From now on, ranges are served without checking the requested version. */
  void ignoreIfRange() {
    careless = true;
  }

  /** The connections of the next responses break after these numbers of bytes. */
  void cutAfter(Integer... bytes) {
    cuts.addAll(List.of(bytes));
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  /** Method, range and authorization of every request. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                range,
                exchange.getRequestHeaders().getFirst("Authorization")));
    Integer refusal = refusals.poll();
    if (refusal != null) {
      end(exchange, refusal);
    } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      end(exchange, 304);
    } else {
      send(exchange, range);
    }
  }

  private void send(HttpExchange exchange, String range) throws IOException {
    boolean partial =
        range != null
            && (careless || tag.equals(exchange.getRequestHeaders().getFirst("If-Range")));
    int start = partial ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
    exchange.getResponseHeaders().set("ETag", tag);
    if (exchange.getRequestMethod().equals("HEAD")) {
      end(exchange, 200);
      return;
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, content.length - start);
    Integer cut = cuts.poll();
    int length = cut == null ? content.length - start : cut;
    exchange.getResponseBody().write(Arrays.copyOfRange(content, start, start + length));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    end(exchange, 302);
  }

  private static void end(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
