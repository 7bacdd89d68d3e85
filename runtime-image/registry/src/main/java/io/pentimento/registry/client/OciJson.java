// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes and reads the JSON documents of an image: equal values have equal bytes. */
public final class OciJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private OciJson() {}

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(value.getClass().getSimpleName() + " cannot be written", e);
    }
  }

  /**
   * @throws RegistryException if the bytes are not JSON of this type
   */
  public static <T> T read(byte[] json, Class<T> type, String what) throws RegistryException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (IOException e) {
      throw new RegistryException(
          RegistryException.Kind.DAMAGED, what + " has an unexpected form", e, null);
    }
    throw new RegistryException(RegistryException.Kind.DAMAGED, what + " is empty");
  }
}
