package io.pentimento.server.transfer;

import io.pentimento.server.queue.Caller;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** Tells on whose behalf a request is. */
public final class Callers {
  private static final String UNKNOWN = "unknown";

  private Callers() {}

  /** The address of the client, or of the gateway before it unless that is trusted. */
  public static Caller of(RoutingContext exchange) {
    SocketAddress address = exchange == null ? null : exchange.request().remoteAddress();
    return Caller.of(address == null ? UNKNOWN : String.valueOf(address.hostAddress()));
  }
}
