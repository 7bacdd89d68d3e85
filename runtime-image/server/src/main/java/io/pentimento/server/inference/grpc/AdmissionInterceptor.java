// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.SlowUploadException;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.metrics.InferenceMetrics;
import io.pentimento.server.metrics.InferenceMetrics.Protocol;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.transfer.Callers;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Admits inference requests before their messages are read. gRPC does not announce the length of a
 * message, so that memory for the largest message is reserved until the message has arrived.
 */
@GlobalInterceptor
@ApplicationScoped
class AdmissionInterceptor implements ServerInterceptor {
  /** The reservation of the current request. */
  static final Context.Key<Admitted> ADMITTED = Context.key("admitted");

  private static final String INFER =
      GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName();

  private final ServedModel model;
  private final Admission admission;
  private final GrpcFailures failures;
  private final InferenceMetrics metrics;
  private final ServerConfig config;
  private final Vertx vertx;
  private final int largestBody;

  @Inject
  AdmissionInterceptor(
      ServedModel model,
      Admission admission,
      GrpcFailures failures,
      InferenceMetrics metrics,
      ServerConfig config,
      Vertx vertx) {
    this.model = model;
    this.admission = admission;
    this.failures = failures;
    this.metrics = metrics;
    this.config = config;
    this.vertx = vertx;
    this.largestBody = MemoryBudget.of(config).largestBody(config);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!call.getMethodDescriptor().getFullMethodName().equals(INFER)) {
      return next.startCall(call, headers);
    }
    try {
      model.restorer();
      return admitted(call, headers, next, admission.admit(largestBody));
    } catch (RuntimeException e) {
      close(call, e);
      return new ServerCall.Listener<>() {};
    }
  }

  private <Q, R> ServerCall.Listener<Q> admitted(
      ServerCall<Q, R> call,
      Metadata headers,
      ServerCallHandler<Q, R> next,
      Admission.Ticket ticket) {
    RoutingContext exchange = exchange();
    Admitted admitted = new Admitted(ticket, Callers.of(exchange));
    Context context = Context.current().withValue(ADMITTED, admitted);
    return new AdmittedCall<>(
        Contexts.interceptCall(context, call, headers, next),
        ticket,
        vertx,
        exchange,
        config.uploadTimeout(),
        () -> giveUp(call, ticket),
        config.downloadTimeout());
  }

  private static @Nullable RoutingContext exchange() {
    io.vertx.core.Context context = Vertx.currentContext();
    return context == null ? null : context.getLocal(RoutingContext.class.getName());
  }

  private void giveUp(ServerCall<?, ?> call, Admission.Ticket ticket) {
    ticket.close();
    close(call, new SlowUploadException(config.uploadTimeout()));
  }

  private void close(ServerCall<?, ?> call, RuntimeException failure) {
    StatusRuntimeException answer = failures.of(failure);
    metrics.count(Protocol.GRPC, GrpcFailures.httpStatus(answer.getStatus().getCode()));
    call.close(answer.getStatus(), answer.getTrailers());
  }
}
