// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a duration of an option, such as {@code PT24H} or {@code P30D}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not a duration such as PT24H for 24 hours or P30D for 30 days".formatted(text));
    }
  }
}
