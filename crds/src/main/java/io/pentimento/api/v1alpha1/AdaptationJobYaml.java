// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes jobs as YAML (and JSON, which is YAML), with the defaults filled in.
 *
 * <p>An unknown field is an error; nothing else is checked. {@code
 * io.pentimento.validation.AdaptationJobValidator} explains all violations of a manifest.
 */
public final class AdaptationJobYaml {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private AdaptationJobYaml() {}

  /**
   * Reads the job in a file.
   *
   * @throws IOException if the file cannot be read or is not an AdaptationJob; the message names it
   */
  public static AdaptationJob read(Path file) throws IOException {
    try {
      return read(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not an AdaptationJob: " + e.getOriginalMessage(), e);
    }
  }

  public static AdaptationJob read(String yaml) throws JsonProcessingException {
    return MAPPER.readValue(yaml, AdaptationJob.class);
  }

  public static String write(AdaptationJob job) {
    try {
      return MAPPER.writeValueAsString(job);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An AdaptationJob could not be written as YAML", e);
    }
  }
}
