// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.artifact.Digest;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerEngine;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.DarkeningEngine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final SessionOptions OPTIONS = SessionOptions.defaults().withThreads(1);

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModelAndEngine() throws IOException {
    model = Files.writeString(folder.resolve("adapted.pt"), "a module");
    new TorchScriptMetadata("TorchScript", "ZeroToOne", 32).writeBeside(model);
    // Only the name of the engine: its class belongs to the tests.
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("engine.jar")))) {
      jar.putNextEntry(new ZipEntry("META-INF/services/" + RestorerEngine.class.getName()));
      jar.write(DarkeningEngine.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void anEngineIsLoadedFromTheJarsOfAFolder() throws IOException {
    Engines engines = new Engines("/nowhere.jar" + File.pathSeparator + folder + "/*");
    try (Restorer restorer = Restorer.load(model, OPTIONS, true, NONE, engines)) {
      Tensor white = Tensor.zeros(1, 3, 32, 32);
      Arrays.fill(white.data(), 1);

      assertThat(restorer.restore(white, NONE).data()).containsOnly(0.5f);
      assertThat(restorer.description().architecture()).isEqualTo("TorchScript");
      assertThat(restorer.description().digest()).isEqualTo(Digest.of(model));
      assertThat(restorer.description().size()).isEqualTo(new ModelDescription.Size(32, 32));
    }
  }

  @Test
  void withoutAnEngineTheErrorNamesTheRemedy() {
    assertThatThrownBy(() -> Restorer.load(model, OPTIONS, true, NONE, new Engines("")))
        .hasMessageContaining("adapted.pt' is not an ONNX file")
        .hasMessageContaining("server-torchscript");
  }

  @Test
  void aModuleNeedsItsImageSize() throws IOException {
    new TorchScriptMetadata("TorchScript", "ZeroToOne", null).writeBeside(model);

    assertThatThrownBy(
            () -> Restorer.load(model, OPTIONS, true, NONE, new Engines(folder + "/engine.jar")))
        .hasMessageContaining("does not contain the size of images");
  }
}
