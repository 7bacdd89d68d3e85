// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id: the {@code X-Request-ID} of the client or gateway, or a random one. The
 * response returns the id, and the access log contains it.
 */
@ApplicationScoped
class RequestIds {
  static final String HEADER = "X-Request-ID";

  /** Runs before every filter that may send a response. */
  private static final int FIRST = Integer.MAX_VALUE - 1;

  /** Only characters that cannot forge a line of a log. */
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  void register(@Observes Filters filters) {
    filters.register(RequestIds::name, FIRST);
  }

  private static void name(RoutingContext exchange) {
    String given = exchange.request().getHeader(HEADER);
    String id =
        given != null && USABLE.matcher(given).matches() ? given : UUID.randomUUID().toString();
    exchange.response().putHeader(HEADER, id);
    exchange.next();
  }
}
