// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A fault of one request.
 *
 * @param when selects the request
 * @param status of the response; 0 for none
 * @param headers of the response
 * @param bytes of the request or response that pass before the connection is cut; -1 for no cut
 */
public record Fault(
    Predicate<HttpExchange> when, int status, Map<String, String> headers, int bytes) {

  /** The next request with this method and a path that contains the text gets this status. */
  public static Fault status(String method, String path, int status) {
    return new Fault(matching(method, path), status, Map.of(), -1);
  }

  public static Fault tooManyRequests(String method, String path, int seconds) {
    return new Fault(
        matching(method, path), 429, Map.of("Retry-After", Integer.toString(seconds)), -1);
  }

  /** The connection of the next such request breaks after so many bytes of the body. */
  public static Fault cut(String method, String path, int bytes) {
    return new Fault(matching(method, path), 0, Map.of(), bytes);
  }

  private static Predicate<HttpExchange> matching(String method, String path) {
    return exchange ->
        exchange.getRequestMethod().equals(method)
            && exchange.getRequestURI().getPath().contains(path);
  }
}
