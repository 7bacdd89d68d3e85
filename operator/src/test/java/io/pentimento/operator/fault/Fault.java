// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import java.time.Duration;
import java.util.Map;

/** How a request of the operator fails. */
public sealed interface Fault {

  /** The request succeeds. */
  record None() implements Fault {}

  /** The server rejects the request with this status. */
  record Answer(int code, String message, Map<String, String> headers) implements Fault {}

  /** The connection breaks before the server processes the request. */
  record LostRequest() implements Fault {}

  /** The server processes the request, and the connection breaks before the response. */
  record LostAnswer() implements Fault {}

  /** The request succeeds after a delay. */
  record Late(Duration delay) implements Fault {}

  /**
   * A watch that begins with an error event of status 410 (too old), so that the client lists
   * again.
   */
  record Gone() implements Fault {}

  public static Fault none() {
    return new None();
  }

  public static Fault answer(int code, String message) {
    return new Answer(code, message, Map.of());
  }

  static Fault conflict() {
    return answer(409, "the object has been modified");
  }

  static Fault tooManyRequests() {
    return new Answer(429, "storage is (re)initializing", Map.of("Retry-After", "1"));
  }

  static Fault internalError() {
    return answer(500, "etcdserver: request timed out");
  }

  static Fault forbidden(Permission permission) {
    return answer(
        403,
        "%s is forbidden: User \"system:serviceaccount:pentimento-system:pentimento\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"vision\""
            .formatted(
                permission.resource(),
                permission.verb(),
                permission.resource(),
                permission.group()));
  }
}
