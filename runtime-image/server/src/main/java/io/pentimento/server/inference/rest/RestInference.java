// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.inference.InferenceResponse;
import io.pentimento.server.inference.InferenceService;
import io.pentimento.server.queue.Caller;
import io.pentimento.server.transfer.Answer;
import io.pentimento.server.transfer.Callers;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One inference request from its body to its response. Quarkus cancels {@link #answer()} when the
 * client closes the connection; waiting images are then not restored.
 */
final class RestInference {
  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  private final RoutingContext exchange;
  private final Admission.Ticket ticket;
  private final InferenceService service;
  private final Caller caller;
  private final CompletableFuture<Response> answer = new CompletableFuture<>();

  RestInference(RoutingContext exchange, Admission.Ticket ticket, InferenceService service) {
    this.exchange = exchange;
    this.ticket = ticket;
    this.service = service;
    this.caller = Callers.of(exchange);
  }

  CompletableFuture<Response> answer() {
    return answer;
  }

  /**
   * @param jsonLength of the first part of the body; negative for the whole body
   * @param fetching maximum time to send the response
   */
  void begin(CompletableFuture<byte[]> body, int jsonLength, Duration fetching) {
    body.thenCompose(bytes -> blocking(() -> started(read(bytes, jsonLength))))
        .thenCompose(running -> running)
        .whenComplete((response, failure) -> finish(response, failure, fetching));
  }

  private RestRequest read(byte[] bytes, int jsonLength) {
    int length = jsonLength < 0 ? bytes.length : JsonLength.checked(jsonLength, bytes.length);
    return new RestRequestReader(bytes, length, ticket).read();
  }

  private CompletableFuture<RestResponse> started(RestRequest request) {
    CompletableFuture<InferenceResponse> running =
        service.infer(request.inference(), ticket, caller);
    answer.whenComplete((given, failure) -> running.cancel(false));
    return request.binaryOutput()
        ? running.thenApply(response -> written(response, request))
        : running.thenCompose(response -> blocking(() -> written(response, request)));
  }

  /** Binary data is only copied; JSON would delay the next image on the thread of the queue. */
  private RestResponse written(InferenceResponse response, RestRequest request) {
    RestResponseWriter writer = new RestResponseWriter(response, request.binaryOutput());
    ticket.grow(writer.memory());
    return writer.write();
  }

  /** Not on the event loop, because the steps read the whole body. */
  private <T> CompletableFuture<T> blocking(Supplier<T> step) {
    return exchange
        .vertx()
        .executeBlocking(step::get, false)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private void finish(RestResponse response, Throwable failure, Duration fetching) {
    ticket.releasePlace();
    if (failure != null) {
      ticket.close();
      answer.completeExceptionally(
          failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
      return;
    }
    ticket.resize(response.body().length);
    Answer body = new Answer(response.body(), exchange, ticket, fetching);
    if (!answer.complete(response(response, body))) {
      body.release();
    }
  }

  private static Response response(RestResponse response, Answer body) {
    return response.isBinary()
        ? Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header(HEADER_LENGTH, response.jsonLength())
            .build()
        : Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
