// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.queue.Caller;
import io.pentimento.server.queue.RestorationQueue;
import io.pentimento.server.queue.RestorationQueue.Job;
import io.pentimento.server.transfer.Answer;
import io.pentimento.server.transfer.Callers;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * One request from its body to its response. Quarkus cancels {@link #answer()} when the client
 * closes the connection; the image is then not restored, unless restoring has started.
 */
final class Restoration {
  private final RoutingContext exchange;
  private final Admission.Ticket ticket;
  private final Caller caller;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  Restoration(RoutingContext exchange, Admission.Ticket ticket) {
    this.exchange = exchange;
    this.ticket = ticket;
    this.caller = Callers.of(exchange);
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /**
   * @param body of the request
   * @param check returns the maximum size of the response in bytes, or throws
   * @param restore computes the response from the body
   * @param fetching maximum time to send the response
   */
  void begin(
      CompletableFuture<byte[]> body,
      ToLongFunction<byte[]> check,
      UnaryOperator<byte[]> restore,
      RestorationQueue queue,
      Duration fetching) {
    body.thenCompose(file -> blocking(() -> queued(file, check.applyAsLong(file), restore, queue)))
        .thenCompose(restored -> restored)
        .whenComplete((png, failure) -> finish(png, failure, fetching));
  }

  /** Not on the event loop, because checking reads the whole file. */
  private <T> CompletableFuture<T> blocking(Supplier<T> step) {
    return exchange
        .vertx()
        .executeBlocking(step::get, false)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private CompletableFuture<byte[]> queued(
      byte[] file, long mostOfAnswer, UnaryOperator<byte[]> restore, RestorationQueue queue) {
    Job<byte[]> job =
        queue.submit(
            caller,
            () -> {
              ticket.resize(file.length + mostOfAnswer);
              byte[] png = restore.apply(file);
              ticket.resize(png.length);
              return png;
            });
    answer.whenComplete((given, failure) -> queue.withdraw(job));
    return job.result();
  }

  private void finish(byte[] png, Throwable failure, Duration fetching) {
    ticket.releasePlace();
    if (failure != null) {
      ticket.close();
      answer.completeExceptionally(
          failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
      return;
    }
    Answer restored = new Answer(png, exchange, ticket, fetching);
    if (!answer.complete(restored)) {
      restored.release();
    }
  }
}
