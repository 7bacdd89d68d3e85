package io.pentimento.server.queue;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;

/**
 * On whose behalf work is done.
 *
 * @param client whose work takes turns with that of others: the address of the client
 * @param trace to which the spans of the work belong
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
