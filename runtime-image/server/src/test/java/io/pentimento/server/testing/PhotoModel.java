// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import io.pentimento.core.face.detect.GeneratedDetector;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves {@link TinyModel} and a detector that sees a face in the middle of bright pictures. */
public class PhotoModel implements QuarkusTestResourceLifecycleManager {
  private Path model;
  private Path detector;

  @Override
  public Map<String, String> start() {
    try {
      model = Files.createTempFile("model", ".onnx");
      TinyModel.write(model, 3);
      detector = GeneratedDetector.write(Files.createTempFile("detector", ".onnx"), 128);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "pentimento.model.path", model.toString(),
        "pentimento.faces.detector", detector.toString());
  }

  @Override
  public void stop() {
    try {
      Files.deleteIfExists(model);
      Files.deleteIfExists(detector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
