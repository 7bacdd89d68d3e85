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
 * What a TorchScript module does not say of itself, in {@code NAME.json} beside {@code NAME.pt}.
 *
 * @param architecture {@code TorchScript}
 * @param valueRange by its published name
 * @param size of the square images it was adapted to, in pixels; null where nobody knows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModuleCard(String architecture, String valueRange, Integer size) {
  public static final String ARCHITECTURE = "TorchScript";
  public static final String MODULE = ".pt";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public static ModuleCard of(ValueRange range, int size) {
    return new ModuleCard(ARCHITECTURE, range.published(), size);
  }

  /** The range as a value. */
  public ValueRange range() {
    return ValueRange.of(valueRange);
  }

  /** Empty where nothing lies beside the module. */
  public static Optional<ModuleCard> beside(Path module) throws IOException {
    Path file = file(module);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), ModuleCard.class))
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
