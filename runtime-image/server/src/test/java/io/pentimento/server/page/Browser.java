// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A page in headless Chromium, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final String session;

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM);
  }

  Browser(Path profile) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    CHROMIUM.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-breakpad",
                    "--disable-crash-reporter",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    "about:blank"))
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Listener())
            .join();
    JsonNode target =
        send(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    session =
        send(null, "Target.attachToTarget", Map.of("targetId", target.asText(), "flatten", true))
            .get("sessionId")
            .asText();
  }

  private URI address() throws IOException {
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread drain = new Thread(() -> log.lines().forEach(rest -> {}), "chromium-log");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(LISTENING.length()));
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt(-1));
          if (answer != null) {
            answer.complete(message);
          }
        } catch (IOException e) {
          waiting.values().forEach(each -> each.completeExceptionally(e));
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private JsonNode send(String in, String method, Map<String, Object> parameters) {
    int id = next.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (in != null) {
      message.put("sessionId", in);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode result = answer.orTimeout(30, TimeUnit.SECONDS).join();
    if (result.has("error")) {
      throw new IllegalStateException(method + ": " + result.get("error"));
    }
    return result.path("result");
  }

  JsonNode send(String method, Map<String, Object> parameters) {
    return send(session, method, parameters);
  }

  void open(String url, int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send("Page.navigate", Map.of("url", url));
  }

  /** The value of a JavaScript expression. */
  JsonNode value(String expression) {
    return send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
        .path("result")
        .path("value");
  }

  void chooseFile(String selector, Path file) {
    int document = send("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
    int node =
        send("DOM.querySelector", Map.of("nodeId", document, "selector", selector))
            .path("nodeId")
            .asInt();
    send("DOM.setFileInputFiles", Map.of("nodeId", node, "files", List.of(file.toString())));
  }

  /**
   * Presses a key as a keyboard does.
   *
   * @param text what the key types; empty for none
   */
  void press(String key, int code, String text) {
    Map<String, Object> down =
        Map.of(
            "type",
            text.isEmpty() ? "rawKeyDown" : "keyDown",
            "key",
            key,
            "code",
            key,
            "windowsVirtualKeyCode",
            code,
            "text",
            text);
    send("Input.dispatchKeyEvent", down);
    send(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
  }

  /** A picture of the page, PNG. */
  byte[] screenshot() {
    return Base64.getDecoder()
        .decode(send("Page.captureScreenshot", Map.of()).path("data").asText());
  }

  /**
   * Returns when no process of the browser is left: a helper process that outlives its parent would
   * still write into the profile while the test deletes it.
   */
  @Override
  public void close() {
    List<ProcessHandle> processes =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    socket.abort();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(each -> each.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }
}
