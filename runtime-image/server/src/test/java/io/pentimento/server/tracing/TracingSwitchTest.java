// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSwitchTest {

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "settings", 300))
        .withSources(new TracingSwitch())
        .build();
  }

  private static boolean isDisabled(Map<String, String> settings) {
    return config(settings).getValue("quarkus.otel.sdk.disabled", Boolean.class);
  }

  @Test
  void withoutAnEndpointNothingIsSent() {
    assertThat(isDisabled(Map.of())).isTrue();
    assertThat(isDisabled(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "))).isTrue();
    assertThat(isDisabled(Map.of("OTEL_SERVICE_NAME", "restorer"))).isTrue();
  }

  @Test
  void theDefaultEndpointOfQuarkusIsIgnored() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317")
            .withSources(new TracingSwitch())
            .build();
    assertThat(config.getValue("quarkus.otel.sdk.disabled", Boolean.class)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "quarkus.otel.exporter.otlp.endpoint",
        "quarkus.otel.exporter.otlp.traces.endpoint"
      })
  void anEndpointTurnsTracingOn(String setting) {
    assertThat(isDisabled(Map.of(setting, "http://collector:4317"))).isFalse();
  }

  @Test
  void theStandardVariablesAreMappedToQuarkusSettings() {
    SmallRyeConfig config =
        config(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_SERVICE_NAME", "restorer"));
    assertThat(config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class))
        .isEqualTo("http://collector:4318");
    assertThat(config.getValue("quarkus.otel.exporter.otlp.traces.protocol", String.class))
        .isEqualTo("http/protobuf");
    assertThat(config.getValue("quarkus.otel.service.name", String.class)).isEqualTo("restorer");
  }

  @Test
  void tracingCanBeDisabledDespiteAnEndpoint() {
    assertThat(
            isDisabled(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
                    "quarkus.otel.sdk.disabled", "true")))
        .isTrue();
  }
}
