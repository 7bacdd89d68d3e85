// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageTooLargeException;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.failure.SlowUploadException;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnknownModelException;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.metrics.ServerMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** Converts failures to gRPC statuses. */
@ApplicationScoped
class GrpcFailures {
  /** Trailer with the time that clients wait before they retry. */
  static final Metadata.Key<String> RETRY =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private static final Logger LOG = Logger.getLogger(GrpcFailures.class);

  private final ServerConfig config;
  private final ServerMetrics metrics;

  @Inject
  GrpcFailures(ServerConfig config, ServerMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /** The status and the trailers of a response. */
  StatusRuntimeException of(Throwable failure) {
    Status status = code(failure).toStatus().withDescription(failure.getMessage());
    if (status.getCode() == Status.Code.INTERNAL) {
      LOG.error("A request failed", failure);
      status = status.withDescription("The server failed to process this request; see its log.");
    }
    Metadata trailers = new Metadata();
    if (failure instanceof UnavailableException unavailable) {
      metrics.refused(unavailable.reason());
      trailers.put(RETRY, Long.toString(config.retryAfter().toMillis()));
    }
    return status.asRuntimeException(trailers);
  }

  /** The HTTP status of the REST transport for the same failure. */
  static int httpStatus(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT -> 400;
      case NOT_FOUND -> 404;
      case DEADLINE_EXCEEDED -> 408;
      case RESOURCE_EXHAUSTED -> 413;
      case CANCELLED -> ClientGoneException.STATUS;
      case UNAVAILABLE -> 503;
      default -> 500;
    };
  }

  private static Status.Code code(Throwable failure) {
    if (failure instanceof UnknownModelException) {
      return Status.Code.NOT_FOUND;
    }
    if (failure instanceof TooLargeException || failure instanceof ImageTooLargeException) {
      return Status.Code.RESOURCE_EXHAUSTED;
    }
    if (failure instanceof InvalidInferenceException
        || failure instanceof ImageException
        || failure instanceof UnprocessableImageException) {
      return Status.Code.INVALID_ARGUMENT;
    }
    if (failure instanceof UnavailableException) {
      return Status.Code.UNAVAILABLE;
    }
    if (failure instanceof SlowUploadException) {
      return Status.Code.DEADLINE_EXCEEDED;
    }
    return failure instanceof ClientGoneException || failure instanceof CancellationException
        ? Status.Code.CANCELLED
        : Status.Code.INTERNAL;
  }
}
