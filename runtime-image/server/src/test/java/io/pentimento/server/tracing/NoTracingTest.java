// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The server without any setting of OpenTelemetry, in particular without an endpoint. */
@QuarkusTest
class NoTracingTest {
  @ConfigProperty(name = "quarkus.otel.sdk.disabled")
  boolean disabled;

  @Test
  void noExporterIsStarted() {
    assertThat(disabled).isTrue();
  }
}
