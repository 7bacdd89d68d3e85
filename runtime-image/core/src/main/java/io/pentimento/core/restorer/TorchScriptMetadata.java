// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Properties of a TorchScript module that its file does not contain, in {@code NAME.json} beside
 * {@code NAME.pt}.
 *
 * @param architecture {@code TorchScript}
 * @param valueRange by its published name
 * @param size of the square images it was adapted to, in pixels; null if unknown
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TorchScriptMetadata(String architecture, String valueRange, Integer size) {
  public static final String ARCHITECTURE = "TorchScript";
  public static final String MODULE = ".pt";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public static TorchScriptMetadata of(PixelValueRange range, int size) {
    return new TorchScriptMetadata(ARCHITECTURE, range.published(), size);
  }

  /** The range as a value. */
  public PixelValueRange range() {
    return PixelValueRange.of(valueRange);
  }

  /** Empty if the file does not exist. */
  public static Optional<TorchScriptMetadata> beside(Path module) throws IOException {
    Path file = file(module);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), TorchScriptMetadata.class))
        : Optional.empty();
  }

  public void writeBeside(Path module) throws IOException {
    AtomicFile.write(file(module), JSON.writeValueAsBytes(this));
  }

  private static Path file(Path module) {
    String name = module.getFileName().toString();
    int end = name.endsWith(MODULE) ? name.length() - MODULE.length() : name.length();
    return module.resolveSibling(name.substring(0, end) + ".json");
  }
}
