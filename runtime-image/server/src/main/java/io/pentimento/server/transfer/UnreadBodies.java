// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.transfer;

import io.pentimento.server.config.ServerConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Discards the rest of a body after the response. Clients send the whole body before they read a
 * response; if the connection were closed, they would not receive it.
 */
@ApplicationScoped
class UnreadBodies {
  private static final int FIRST = Integer.MAX_VALUE;

  private final ServerConfig config;

  @Inject
  UnreadBodies(ServerConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, FIRST);
  }

  private void watch(RoutingContext exchange) {
    Context eventLoop = exchange.vertx().getOrCreateContext();
    exchange.addEndHandler(answered -> eventLoop.runOnContext(next -> discardRest(exchange)));
    exchange.next();
  }

  /** Runs on the event loop, so that no data arrive between the check and the action. */
  private void discardRest(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    if (request.isEnded() || exchange.response().closed()) {
      return;
    }
    long timer =
        exchange
            .vertx()
            .setTimer(config.uploadTimeout().toMillis(), tooLong -> request.connection().close());
    request.handler(piece -> {});
    request.endHandler(end -> exchange.vertx().cancelTimer(timer));
    request.exceptionHandler(gone -> exchange.vertx().cancelTimer(timer));
    request.resume();
  }
}
