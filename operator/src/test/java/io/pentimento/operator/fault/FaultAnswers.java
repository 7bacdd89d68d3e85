// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;

/** Error responses of an API server. */
final class FaultAnswers {
  private static final int GONE = 410;
  private static final String TOO_OLD = "too old resource version: 1 (2)";
  private static final int NORMAL_CLOSURE = 1000;

  private FaultAnswers() {}

  static MockResponse of(Fault.Answer answer) {
    MockResponse response =
        new MockResponse()
            .setResponseCode(answer.code())
            .addHeader("Content-Type", "application/json")
            .setBody(Serialization.asJson(status(answer.code(), answer.message())));
    answer.headers().forEach(response::addHeader);
    return response;
  }

  /**
   * Response to a watch without a WebSocket, which the mock does not support. After an outage, the
   * client sometimes tries such a watch and would repeat it; this response makes it list again.
   */
  static MockResponse expired() {
    return of((Fault.Answer) Fault.answer(GONE, TOO_OLD));
  }

  static MockResponse gone() {
    String event = Serialization.asJson(new WatchEvent(status(GONE, TOO_OLD), "ERROR"));
    return new MockResponse()
        .withWebSocketUpgrade(
            new WebSocketListener() {
              @Override
              public void onOpen(WebSocket socket, Response response) {
                socket.send(event);
                socket.close(NORMAL_CLOSURE, "");
              }
            });
  }

  private static Status status(int code, String message) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(code)
        .withMessage(message)
        .withReason(reason(code))
        .build();
  }

  private static String reason(int code) {
    return switch (code) {
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case GONE -> "Expired";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      default -> "InternalError";
    };
  }
}
