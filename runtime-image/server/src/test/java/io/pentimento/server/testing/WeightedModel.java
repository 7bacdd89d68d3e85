// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves a model that takes a weight w, which is configured as 0.5. */
public class WeightedModel implements QuarkusTestResourceLifecycleManager {
  private Path file;

  @Override
  public Map<String, String> start() {
    try {
      file = Files.createTempFile("model", ".onnx");
      TinyModel.writeWeighted(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "pentimento.model.path", file.toString(), "pentimento.model.fidelity-weight", "0.5");
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
