// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** The served model of {@link TinyModel}, and a candidate whose behaviour tests choose. */
public final class Candidate extends TinyModel {
  /** What the candidate does with an image. */
  enum Behaviour {
    ABSENT,
    LIKE_THE_SERVED_MODEL,
    ANOTHER_FACE,
    SERVER_ERROR,
    BUSY,
    TOO_SLOW
  }

  static volatile Behaviour behaviour = Behaviour.ABSENT;

  private HttpServer server;

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/model", Candidate::describe);
    server.createContext("/v1/restore", Candidate::restore);
    server.start();
    settings.put(
        "pentimento.canary.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    settings.put("pentimento.canary.interval", "100ms");
    settings.put("pentimento.canary.timeout", "500ms");
    settings.put("pentimento.canary.sample-fraction", "1");
    return settings;
  }

  /** The digest of a model that behaves like this. */
  static String digest(Behaviour behaviour) {
    return "sha256:" + behaviour;
  }

  private static void describe(HttpExchange exchange) throws IOException {
    byte[] body =
        "{\"digest\": \"%s\"}".formatted(digest(behaviour)).getBytes(StandardCharsets.UTF_8);
    send(exchange, behaviour == Behaviour.ABSENT ? 404 : 200, body);
  }

  private static void restore(HttpExchange exchange) throws IOException {
    Tensor image = ImageFiles.decode(exchange.getRequestBody().readAllBytes(), "the request");
    switch (behaviour) {
      case SERVER_ERROR -> send(exchange, 500, new byte[0]);
      case BUSY -> send(exchange, 503, new byte[0]);
      case TOO_SLOW -> {
        sleep();
        send(exchange, 200, Pictures.png(image));
      }
      case ANOTHER_FACE -> send(exchange, 200, Pictures.png(Pictures.flat(32, 32, 1)));
      default -> send(exchange, 200, Pictures.png(negative(image)));
    }
  }

  private static Tensor negative(Tensor image) {
    float[] samples = image.data().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 1 - samples[i];
    }
    return Tensor.of(samples, image.shape());
  }

  private static void sleep() {
    try {
      Thread.sleep(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void stop() {
    server.stop(0);
    super.stop();
  }
}
