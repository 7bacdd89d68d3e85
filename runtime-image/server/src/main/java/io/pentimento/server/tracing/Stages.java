// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.function.Supplier;

/** Records the stages of a request as spans of its trace. */
@ApplicationScoped
public class Stages {
  private final Tracer tracer;

  @Inject
  Stages(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Runs a stage within the current trace. */
  public <T> T run(String stage, Supplier<T> work) {
    Span span = tracer.spanBuilder(stage).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** Records a stage that has just ended. */
  public void ended(String stage, Context trace, Instant start) {
    tracer.spanBuilder(stage).setParent(trace).setStartTimestamp(start).startSpan().end();
  }

  /** Runs work whose stages belong to a trace. */
  public void within(Context trace, Runnable work) {
    try (Scope scope = trace.makeCurrent()) {
      work.run();
    }
  }
}
