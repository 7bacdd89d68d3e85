// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.problem;

import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageTooLargeException;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.failure.InvalidWeightException;
import io.pentimento.server.failure.SlowUploadException;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnknownModelException;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.metrics.ServerMetrics;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Converts failures into problem responses. */
class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @Inject ServerConfig config;
  @Inject ServerMetrics metrics;

  @ServerExceptionMapper
  Response image(ImageException e) {
    return e instanceof ImageTooLargeException
        ? tooLarge(e.getMessage())
        : Problem.of(400, "The image cannot be decoded", e.getMessage()).response().build();
  }

  @ServerExceptionMapper
  Response tooLarge(TooLargeException e) {
    return tooLarge(e.getMessage());
  }

  private static Response tooLarge(@Nullable String detail) {
    return Problem.of(413, "The image is too large", detail).response().build();
  }

  @ServerExceptionMapper
  Response unprocessable(UnprocessableImageException e) {
    return Problem.of(422, "The model does not take this image", e.getMessage()).response().build();
  }

  @ServerExceptionMapper
  Response invalid(InvalidWeightException e) {
    return Problem.of(422, "The weight cannot be used", e.getMessage()).response().build();
  }

  @ServerExceptionMapper
  Response invalid(InvalidInferenceException e) {
    return Problem.of(400, "The inference request is not valid", e.getMessage()).response().build();
  }

  @ServerExceptionMapper
  Response unknown(UnknownModelException e) {
    return Problem.of(404, "The model does not exist", e.getMessage()).response().build();
  }

  @ServerExceptionMapper
  Response unavailable(UnavailableException e) {
    metrics.refused(e.reason());
    return Problem.of(503, "The server cannot restore now", e.getMessage())
        .response()
        .header(HttpHeaders.RETRY_AFTER, Math.max(1, config.retryAfter().toSeconds()))
        .build();
  }

  /** Closes the connection, because further data on it belong to no request. */
  @ServerExceptionMapper
  Response slow(SlowUploadException e) {
    return Problem.of(408, "The upload took too long", e.getMessage())
        .response()
        .header("Connection", "close")
        .build();
  }

  @ServerExceptionMapper
  Response closed(ClientGoneException e) {
    return Problem.of(
            ClientGoneException.STATUS, "The client closed the connection", e.getMessage())
        .response()
        .build();
  }

  @ServerExceptionMapper
  Response unsupported(NotSupportedException e) {
    String detail = "Send the image as image/png or image/jpeg.";
    return Problem.of(415, "The media type is not supported", detail).response().build();
  }

  @ServerExceptionMapper
  Response standard(WebApplicationException e) {
    Response given = e.getResponse();
    return Problem.of(given.getStatus(), given.getStatusInfo().getReasonPhrase(), e.getMessage())
        .response()
        .build();
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("A request failed", e);
    String detail = "The server failed on this request; its log contains the cause.";
    return Problem.of(500, "Internal error", detail).response().build();
  }
}
