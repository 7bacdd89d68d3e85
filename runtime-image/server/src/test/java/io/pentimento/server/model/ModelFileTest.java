// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static io.pentimento.core.restorer.ServingPrecision.FLOAT16;
import static io.pentimento.core.restorer.ServingPrecision.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;

  @Test
  void theGraphOfTheRequestedPrecisionIsSelected() throws IOException {
    Path full = file("adapted.onnx");
    Path half = file("adapted.float16.onnx");

    assertThat(ModelFile.of(full, FLOAT32)).isEqualTo(full);
    assertThat(ModelFile.of(full, FLOAT16)).isEqualTo(half);
  }

  @Test
  void aNamedGraphOfTheRequestedPrecisionIsSelected() throws IOException {
    file("adapted.onnx");
    Path half = file("adapted.float16.onnx");

    assertThat(ModelFile.of(half, FLOAT32)).isEqualTo(half);
    assertThat(ModelFile.of(half, FLOAT16)).isEqualTo(half);
  }

  @Test
  void aDirectoryCanContainBothPrecisions() throws IOException {
    Path full = file("model.onnx");

    assertThat(ModelFile.of(folder, FLOAT16)).as("there is no other file yet").isEqualTo(full);
    Path half = file("model.float16.onnx");
    assertThat(ModelFile.of(folder, FLOAT16)).isEqualTo(half);
    assertThat(ModelFile.of(folder, FLOAT32)).isEqualTo(full);
  }

  @Test
  void aModelOfTheOtherTypeReplacesAMissingOne() throws IOException {
    Path module = file("adapted.pt");

    assertThat(ModelFile.of(folder.resolve("adapted.onnx"), FLOAT16)).isEqualTo(module);
    assertThat(ModelFile.of(module, FLOAT16)).isEqualTo(module);
  }

  @Test
  void withoutAnyModelTheNamedFileIsReturned() {
    Path missing = folder.resolve("adapted.onnx");

    assertThat(ModelFile.of(missing, FLOAT16)).isEqualTo(missing);
  }

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "a model");
  }
}
