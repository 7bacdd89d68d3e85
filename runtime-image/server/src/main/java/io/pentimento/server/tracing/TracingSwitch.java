// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.tracing;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Enables OpenTelemetry if an endpoint is configured by the variables of the OpenTelemetry
 * specification or by the settings of Quarkus. Otherwise Quarkus would send to a default endpoint.
 */
public final class TracingSwitch implements ConfigSourceFactory {
  private static final String DISABLED = "quarkus.otel.sdk.disabled";
  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";
  private static final String PROTOCOL = "quarkus.otel.exporter.otlp.traces.protocol";
  private static final String SERVICE = "quarkus.otel.service.name";

  /** Above application.properties, below environment variables. */
  private static final int ORDINAL = 260;

  /** That of microprofile-config.properties, the lowest of all sources of users. */
  private static final int LOWEST_OF_USERS = 100;

  private static final Map<String, String> STANDARD =
      Map.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT,
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", TRACES_ENDPOINT,
          "OTEL_EXPORTER_OTLP_PROTOCOL", PROTOCOL,
          "OTEL_SERVICE_NAME", SERVICE);

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> values = new HashMap<>();
    STANDARD.forEach(
        (variable, setting) -> {
          String value = value(context, variable);
          if (value != null) {
            values.put(setting, value);
          }
        });
    boolean configured =
        Stream.of(ENDPOINT, TRACES_ENDPOINT)
            .anyMatch(name -> values.containsKey(name) || value(context, name) != null);
    values.put(DISABLED, Boolean.toString(!configured));
    return List.of(new PropertiesConfigSource(values, "tracing switch", ORDINAL));
  }

  /** Null if not configured; the default of Quarkus, which has the lowest ordinal, is ignored. */
  private static @Nullable String value(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    boolean isSet =
        value != null
            && value.getValue() != null
            && !value.getValue().isBlank()
            && value.getConfigSourceOrdinal() >= LOWEST_OF_USERS;
    return isSet ? value.getValue() : null;
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }
}
