package io.pentimento.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The server without settings of OpenTelemetry. */
@QuarkusTest
class NoTracingTest {
  @Inject Tracer tracer;

  @Test
  void spansAreNotRecorded() {
    assertThat(tracer.spanBuilder("stage").startSpan().isRecording()).isFalse();
  }
}
