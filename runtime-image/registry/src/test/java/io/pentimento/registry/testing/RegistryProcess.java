// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.pentimento.registry.client.OciReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real registry that stores its content in a folder. It has no referrers API. */
public final class RegistryProcess implements AutoCloseable {
  private static final int ATTEMPTS = 100;
  private static final int PAUSE_MILLISECONDS = 100;

  private final Process process;
  private final int port;
  private final Path storage;

  private RegistryProcess(Process process, int port, Path storage) {
    this.process = process;
    this.port = port;
    this.storage = storage;
  }

  /** Starts a registry; the test is skipped if the program is not there. */
  public static RegistryProcess start(Path folder) {
    Path program = RegistryBinaries.require("docker-registry");
    try {
      int port = freePort();
      Path storage = Files.createDirectories(folder.resolve("storage"));
      Path configuration =
          Files.writeString(
              folder.resolve("config.yml"),
              """
              version: 0.1
              log: {level: warn, accesslog: {disabled: true}}
              storage: {filesystem: {rootdirectory: %s}}
              http: {addr: "127.0.0.1:%d"}
              """
                  .formatted(storage, port));
      Process process =
          new ProcessBuilder(program.toString(), "serve", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("registry.log").toFile())
              .start();
      RegistryProcess registry = new RegistryProcess(process, port, storage);
      registry.awaitReady();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create("http://%s/v2/".formatted(host())).toURL().openConnection();
        if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
          return;
        }
      } catch (IOException notYet) {
        pause();
      }
    }
    close();
    throw new IOException("the registry does not start; see registry.log beside " + storage);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  public OciReference repository(String name) {
    return OciReference.parse("oci://%s/%s".formatted(host(), name));
  }

  /** The file in which the registry stores a blob or manifest. */
  public Path file(String digest) {
    String hex = digest.replaceFirst("^sha256:", "");
    return storage.resolve(
        "docker/registry/v2/blobs/sha256/%s/%s/data".formatted(hex.substring(0, 2), hex));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
