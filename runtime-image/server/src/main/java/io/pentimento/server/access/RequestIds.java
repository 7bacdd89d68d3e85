package io.pentimento.server.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names each request: by the {@code X-Request-ID} that a client or gateway sent, else by a random
 * id. The answer returns it, and the access log takes it from there.
 */
@ApplicationScoped
class RequestIds {
  static final String HEADER = "X-Request-ID";

  /** Before all that may answer. */
  private static final int FIRST = Integer.MAX_VALUE - 1;

  /** Nothing that could forge a line of a log. */
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
