// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.queue.Caller;
import io.pentimento.server.queue.RestorationQueue;
import io.pentimento.server.queue.RestorationQueue.Job;
import io.pentimento.server.transfer.Answer;
import io.pentimento.server.transfer.Callers;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One request with a photograph, from its body to its response. Quarkus cancels {@link #answer()}
 * when the client closes the connection; the faces are then not restored, unless restoring has
 * started.
 */
final class PhotoRestoration {
  private static final String FACES = "Pentimento-Faces";
  private static final String MESSAGE = "Pentimento-Message";

  private final RoutingContext exchange;
  private final Caller caller;
  private final Admission.Ticket ticket;
  private final Duration fetching;
  private final CompletableFuture<Object> answer = new CompletableFuture<>();

  /**
   * @param fetching maximum time to send the response
   */
  PhotoRestoration(RoutingContext exchange, Admission.Ticket ticket, Duration fetching) {
    this.exchange = exchange;
    this.caller = Callers.of(exchange);
    this.ticket = ticket;
    this.fetching = fetching;
  }

  CompletableFuture<Object> answer() {
    return answer;
  }

  /** Processes a complete body; both methods run on threads that may block. */
  interface Work {
    /**
     * @return the maximum size of the response, in bytes
     */
    long check(byte[] body);

    PhotoResult restore(byte[] body);
  }

  void begin(CompletableFuture<byte[]> body, Work work, RestorationQueue queue) {
    body.thenCompose(bytes -> blocking(() -> queued(bytes, work.check(bytes), work, queue)))
        .thenCompose(restored -> restored)
        .whenComplete(this::finish);
  }

  /** Not on the event loop, because checking reads the whole file. */
  private <T> CompletableFuture<T> blocking(Supplier<T> step) {
    return exchange
        .vertx()
        .executeBlocking(step::get, false)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private CompletableFuture<PhotoResult> queued(
      byte[] body, long mostOfAnswer, Work work, RestorationQueue queue) {
    Job<PhotoResult> job =
        queue.submit(
            caller,
            () -> {
              ticket.resize(body.length + mostOfAnswer);
              PhotoResult result = work.restore(body);
              ticket.resize(result.body().length);
              return result;
            });
    answer.whenComplete((given, failure) -> queue.withdraw(job));
    return job.result();
  }

  private void finish(PhotoResult result, Throwable failure) {
    ticket.releasePlace();
    if (failure != null) {
      ticket.close();
      answer.completeExceptionally(
          failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
      return;
    }
    Answer body = new Answer(result.body(), exchange, ticket, fetching);
    Response response =
        Response.ok(body, result.mediaType())
            .header(FACES, result.faces())
            .header(MESSAGE, result.message())
            .build();
    if (!answer.complete(response)) {
      body.release();
    }
  }
}
