// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Degradations by name, and in JSON with all parameters. */
public final class Degradations {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private static final Map<String, ImageDegradation> NAMED = named();

  private Degradations() {}

  private static Map<String, ImageDegradation> named() {
    Map<String, ImageDegradation> named = new LinkedHashMap<>();
    named.put("gfpgan", ClassicPresets.GFPGAN);
    named.put("difface", ClassicPresets.DIFFACE);
    named.put("codeformer-large", ClassicPresets.CODEFORMER_LARGE);
    named.put("codeformer-small", ClassicPresets.CODEFORMER_SMALL);
    named.put("camera-moderate", CameraNoise.of(SensorNoise.MODERATE));
    named.put("camera-severe", CameraNoise.of(SensorNoise.SEVERE));
    return named;
  }

  /** The names of the presets; their parameters are for images of 512 px. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /**
   * The preset with this name.
   *
   * @throws IllegalArgumentException if it does not exist
   */
  public static ImageDegradation named(String name) {
    ImageDegradation found = NAMED.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "unknown degradation '%s'; choose one of %s".formatted(name, names()));
    }
    return found;
  }

  /**
   * All parameters of a degradation as JSON; {@link #parse} creates an equal degradation from it.
   */
  public static String describe(ImageDegradation degradation) {
    try {
      return JSON.writerFor(ImageDegradation.class).writeValueAsString(degradation);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a degradation cannot be written as JSON", e);
    }
  }

  /**
   * Reads a description back.
   *
   * @param description the name of a preset, or the result of {@link #describe}
   * @throws IllegalArgumentException if it is neither; the message names the field
   */
  public static ImageDegradation parse(String description) {
    if (!description.stripLeading().startsWith("{")) {
      return named(description.strip());
    }
    try {
      return JSON.readValue(description, ImageDegradation.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not the description of a degradation: " + e.getOriginalMessage(), e);
    }
  }
}
