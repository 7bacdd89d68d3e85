// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.transfer;

import io.pentimento.server.queue.Caller;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Determines the client of a request. */
public final class Callers {
  private static final String UNKNOWN = "unknown";

  private Callers() {}

  /** The address of the client, or of the gateway in front of it if that is not trusted. */
  public static Caller of(@Nullable RoutingContext exchange) {
    SocketAddress address = exchange == null ? null : exchange.request().remoteAddress();
    return Caller.of(address == null ? UNKNOWN : String.valueOf(address.hostAddress()));
  }
}
