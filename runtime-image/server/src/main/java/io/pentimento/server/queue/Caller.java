// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.queue;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;

/**
 * The client and the trace of a task.
 *
 * @param client address of the client; clients are served in turn
 * @param trace to which the spans of the task belong
 */
public record Caller(String client, Context trace) {
  /** A client within the current trace. */
  public static Caller of(String client) {
    return new Caller(client, Context.current());
  }

  public Caller {
    requireNonNull(client, "client");
    requireNonNull(trace, "trace");
  }
}
