// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Parameters of a request or a tensor.
 *
 * @param values strings, numbers and booleans by name
 */
public record Parameters(Map<String, Object> values) {
  public static final Parameters NONE = new Parameters(Map.of());

  public Parameters {
    values = Map.copyOf(values);
  }

  /**
   * @throws InvalidInferenceException if the value is not a string
   */
  public Optional<String> text(String name) {
    return value(name, String.class, "a string");
  }

  /**
   * @throws InvalidInferenceException if the value is not a boolean
   */
  public Optional<Boolean> flag(String name) {
    return value(name, Boolean.class, "true or false");
  }

  /**
   * @throws InvalidInferenceException if the value is not a number
   */
  public OptionalDouble number(String name) {
    return value(name, Number.class, "a number")
        .map(value -> OptionalDouble.of(value.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private <T> Optional<T> value(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new InvalidInferenceException(
          "The parameter '%s' is '%s'; it must be %s.".formatted(name, value, expected));
    }
    return Optional.ofNullable(type.cast(value));
  }

  /**
   * @throws InvalidInferenceException if there is an unknown parameter
   */
  void checkNames(Set<String> known) {
    values.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidInferenceException(
                  "The parameter '%s' is unknown; known parameters: %s."
                      .formatted(name, String.join(", ", known.stream().sorted().toList())));
            });
  }
}
