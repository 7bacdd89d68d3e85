// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A registry in memory with the referrers API and configurable faults. */
public final class FaultyRegistry implements AutoCloseable {
  private static final String TOKEN = "let-me-in";

  private final HttpServer server;
  private final ManifestStore manifests = new ManifestStore();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private String login;

  public FaultyRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v2/", this::serve);
    server.createContext("/token", this::token);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  public OciReference repository(String name) {
    return OciReference.parse(
        "oci://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name));
  }

  /** From now on requests need a token, which this user gets with this password. */
  public void requireLogin(String user, String password) {
    login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Each fault applies once, to the first matching request. */
  public void fail(Fault... next) {
    faults.addAll(Arrays.asList(next));
  }

  /** Method, path and range of every request. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public List<String> tags() {
    return manifests.tags();
  }

  /** Replaces the content stored under a digest. */
  public void tamper(String digest, byte[] content) {
    blobs.replace(digest, content);
    manifests.replace(digest, content);
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      requests.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  range(exchange)));
      Optional<Fault> fault = nextFault(exchange);
      if (fault.isPresent() && fault.get().bytes() < 0) {
        fault.get().headers().forEach(exchange.getResponseHeaders()::set);
        end(exchange, fault.get().status());
      } else if (!isAllowed(exchange)) {
        challenge(exchange);
      } else {
        route(exchange, fault.map(Fault::bytes).orElse(-1));
      }
    } catch (IOException e) {
      requests.add("broken: " + e.getMessage());
    }
  }

  private static String range(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range != null ? range : exchange.getRequestHeaders().getFirst("Content-Range");
  }

  private Optional<Fault> nextFault(HttpExchange exchange) {
    Iterator<Fault> each = faults.iterator();
    while (each.hasNext()) {
      Fault fault = each.next();
      if (fault.when().test(exchange)) {
        faults.remove(fault);
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(HttpExchange exchange) {
    return login == null
        || ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void challenge(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "WWW-Authenticate",
            "Bearer realm=\"http://127.0.0.1:%d/token\",service=\"test\",scope=\"repository:x:pull,push\""
                .formatted(server.getAddress().getPort()));
    end(exchange, 401);
  }

  private void token(HttpExchange exchange) {
    try (exchange) {
      requests.add("GET /token null");
      if (login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        body(exchange, 200, "{\"token\":\"%s\"}".formatted(TOKEN).getBytes(StandardCharsets.UTF_8));
      } else {
        end(exchange, 401);
      }
    } catch (IOException e) {
      requests.add("broken: " + e.getMessage());
    }
  }

  private void route(HttpExchange exchange, int cut) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/blobs/uploads/")) {
      upload(exchange, cut);
    } else if (path.contains("/blobs/")) {
      blob(exchange, path.replaceFirst(".*/blobs/", ""), cut);
    } else if (path.contains("/referrers/")) {
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.index.v1+json");
      body(exchange, 200, manifests.referrers(path.replaceFirst(".*/referrers/", "")));
    } else if (exchange.getRequestMethod().equals("PUT")) {
      putManifest(exchange, path.replaceFirst(".*/manifests/", ""));
    } else {
      getManifest(exchange, path.replaceFirst(".*/manifests/", ""));
    }
  }

  private void upload(HttpExchange exchange, int cut) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String id = path.replaceFirst(".*/uploads/", "");
    switch (exchange.getRequestMethod()) {
      case "POST" -> begin(exchange, path);
      case "GET" -> status(exchange, path, uploads.get(id), 204);
      case "PATCH" -> append(exchange, path, uploads.get(id), cut);
      default -> commit(exchange, uploads.remove(id));
    }
  }

  private void begin(HttpExchange exchange, String path) throws IOException {
    String id = Integer.toString(uploads.size());
    uploads.put(id, new ByteArrayOutputStream());
    status(exchange, path + id, uploads.get(id), 202);
  }

  private static void status(
      HttpExchange exchange, String location, ByteArrayOutputStream upload, int status)
      throws IOException {
    if (upload == null) {
      end(exchange, 404);
      return;
    }
    exchange.getResponseHeaders().set("Location", location);
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, upload.size() - 1));
    end(exchange, status);
  }

  private static void append(
      HttpExchange exchange, String location, ByteArrayOutputStream upload, int cut)
      throws IOException {
    if (cut >= 0) {
      upload.writeBytes(exchange.getRequestBody().readNBytes(cut));
      return;
    }
    upload.writeBytes(exchange.getRequestBody().readAllBytes());
    status(exchange, location, upload, 202);
  }

  private void commit(HttpExchange exchange, ByteArrayOutputStream upload) throws IOException {
    String digest = exchange.getRequestURI().getQuery().replaceFirst(".*digest=", "");
    if (upload == null || !Digest.of(upload.toByteArray()).equals(digest)) {
      end(exchange, 400);
      return;
    }
    blobs.put(digest, upload.toByteArray());
    end(exchange, 201);
  }

  private void blob(HttpExchange exchange, String digest, int cut) throws IOException {
    byte[] content = blobs.get(digest);
    if (content == null) {
      end(exchange, 404);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      end(exchange, 200);
    } else {
      send(exchange, content, cut);
    }
  }

  private static void send(HttpExchange exchange, byte[] content, int cut) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    int end = cut < 0 ? content.length : Math.min(content.length, start + cut);
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - start);
    exchange.getResponseBody().write(content, start, end - start);
    exchange.getResponseBody().flush();
  }

  private void putManifest(HttpExchange exchange, String reference) throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    manifests
        .put(reference, exchange.getRequestHeaders().getFirst("Content-Type"), content)
        .ifPresent(subject -> exchange.getResponseHeaders().set("OCI-Subject", subject));
    end(exchange, 201);
  }

  private void getManifest(HttpExchange exchange, String reference) throws IOException {
    Optional<ManifestStore.Stored> found = manifests.get(reference);
    if (found.isEmpty()) {
      end(exchange, 404);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", found.get().mediaType());
    body(exchange, 200, found.get().content());
  }

  private static void body(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  private static void end(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, -1);
  }

  /** All stored content, by digest. */
  public List<String> digests() {
    List<String> all = new ArrayList<>(blobs.keySet());
    all.addAll(manifests.digests());
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
