// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import static java.util.Objects.requireNonNullElse;

import io.grpc.StatusRuntimeException;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.inference.InferenceResponse;
import io.pentimento.server.inference.InferenceService;
import io.pentimento.server.inference.ModelCatalog;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import io.pentimento.server.metrics.InferenceMetrics;
import io.pentimento.server.metrics.InferenceMetrics.Protocol;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Processes inference requests from their message to their response. */
@ApplicationScoped
class GrpcInference {
  private final ModelCatalog catalog;
  private final InferenceService service;
  private final GrpcFailures failures;
  private final InferenceMetrics metrics;
  private final Vertx vertx;

  @Inject
  GrpcInference(
      ModelCatalog catalog,
      InferenceService service,
      GrpcFailures failures,
      InferenceMetrics metrics,
      Vertx vertx) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.service = service;
    this.failures = failures;
    this.vertx = vertx;
  }

  /**
   * Restores the images of a request.
   *
   * @return fails with the status of the response; cancelling it removes waiting images
   */
  CompletableFuture<ModelInferResponse> infer(ModelInferRequest message, Admitted admitted) {
    CompletableFuture<ModelInferResponse> answer = new CompletableFuture<>();
    GrpcRequestReader reader = new GrpcRequestReader(message, admitted.ticket());
    blocking(() -> started(message, reader, admitted, answer))
        .thenCompose(running -> running)
        .thenCompose(
            response -> blocking(() -> written(response, reader.isRaw(), admitted.ticket())))
        .whenComplete((response, failure) -> finish(answer, response, failure));
    return answer;
  }

  private CompletableFuture<InferenceResponse> started(
      ModelInferRequest message,
      GrpcRequestReader reader,
      Admitted admitted,
      CompletableFuture<?> answer) {
    CheckedRequests.check(message);
    admitted.ticket().resize(message.getSerializedSize());
    catalog.check(message.getModelName(), message.getModelVersion());
    CompletableFuture<InferenceResponse> running =
        service.infer(reader.read(), admitted.ticket(), admitted.caller());
    answer.whenComplete((given, failure) -> running.cancel(false));
    return running;
  }

  private static ModelInferResponse written(
      InferenceResponse response, boolean raw, Admission.Ticket ticket) {
    GrpcResponseWriter writer = new GrpcResponseWriter(response, raw);
    ticket.grow(writer.memory());
    return writer.write();
  }

  private void finish(
      CompletableFuture<ModelInferResponse> answer,
      ModelInferResponse response,
      Throwable failure) {
    if (failure == null) {
      metrics.count(Protocol.GRPC, answer.complete(response) ? 200 : ClientGoneException.STATUS);
    } else if (answer.isDone()) {
      metrics.count(Protocol.GRPC, ClientGoneException.STATUS);
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      fail(answer, failures.of(requireNonNullElse(cause, failure)));
    }
  }

  private void fail(CompletableFuture<ModelInferResponse> answer, StatusRuntimeException failure) {
    metrics.count(Protocol.GRPC, GrpcFailures.httpStatus(failure.getStatus().getCode()));
    answer.completeExceptionally(failure);
  }

  /** Not on the event loop, because all steps read the whole message. */
  private <T> CompletableFuture<T> blocking(Supplier<T> step) {
    return vertx.executeBlocking(step::get, false).toCompletionStage().toCompletableFuture();
  }
}
