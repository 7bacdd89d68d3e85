// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves the model of {@link TinyModel} with a digest of full length. */
public class DigestedModel implements QuarkusTestResourceLifecycleManager {
  public static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private Path file;

  @Override
  public Map<String, String> start() {
    try {
      file = Files.createTempFile("model", ".onnx");
      TinyModel.write(file, 3, DIGEST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("pentimento.model.path", file.toString());
  }

  @Override
  public void stop() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
