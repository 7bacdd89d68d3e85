// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.InferenceService;
import io.pentimento.server.inference.ModelCatalog;
import io.pentimento.server.metrics.InferenceMetrics;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.transfer.Upload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Inference requests of the Open Inference Protocol. */
@Path("/v2/models/{name}")
@Tag(name = "Open Inference Protocol")
public class InferenceResource {
  private static final String IDENTITY = "identity";
  private static final String JSON = "application/json";
  private static final String BINARY = "application/octet-stream";
  private static final String REQUEST = "#/components/schemas/InferenceRequest";
  private static final String RESPONSE = "#/components/schemas/InferenceResponse";
  private static final String BINARY_BODY =
      "JSON of the length in Inference-Header-Content-Length, followed by binary data";

  private final ModelCatalog catalog;
  private final ServedModel model;
  private final Admission admission;
  private final InferenceService service;
  private final ServerConfig config;
  private final InferenceMetrics metrics;
  private final int largestBody;

  @Inject
  InferenceResource(
      ModelCatalog catalog,
      ServedModel model,
      Admission admission,
      InferenceService service,
      ServerConfig config,
      InferenceMetrics metrics) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.model = model;
    this.admission = admission;
    this.service = service;
    this.config = config;
    this.largestBody = MemoryBudget.of(config).largestBody(config);
  }

  @POST
  @Path("infer")
  @Operation(summary = "Restores images")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = JSON, schema = @Schema(ref = REQUEST)),
        @Content(mediaType = BINARY, schema = @Schema(description = BINARY_BODY))
      })
  @APIResponse(
      responseCode = "200",
      description = "The restored images",
      content = {
        @Content(mediaType = JSON, schema = @Schema(ref = RESPONSE)),
        @Content(mediaType = BINARY, schema = @Schema(description = BINARY_BODY))
      })
  public CompletionStage<Response> infer(
      @PathParam("name") String name, @Context RoutingContext exchange) {
    return infer(name, "", exchange);
  }

  /** Checks the model and reserves memory before the body is read. */
  @POST
  @Path("versions/{version}/infer")
  @Operation(summary = "Restores images with a version of the model")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = JSON, schema = @Schema(ref = REQUEST)),
        @Content(mediaType = BINARY, schema = @Schema(description = BINARY_BODY))
      })
  @APIResponse(
      responseCode = "200",
      description = "The restored images",
      content = {
        @Content(mediaType = JSON, schema = @Schema(ref = RESPONSE)),
        @Content(mediaType = BINARY, schema = @Schema(description = BINARY_BODY))
      })
  public CompletionStage<Response> infer(
      @PathParam("name") String name,
      @PathParam("version") String version,
      @Context RoutingContext exchange) {
    catalog.check(name, version);
    model.restorer();
    HttpServerRequest request = exchange.request();
    checkEncoding(request);
    int jsonLength = JsonLength.parse(request.getHeader(RestInference.HEADER_LENGTH));
    int expected = Upload.expected(request, largestBody);
    Admission.Ticket ticket = admission.admit(expected);
    RestInference inference = new RestInference(exchange, ticket, service);
    inference.begin(
        Upload.read(
            request, ticket, largestBody, expected, exchange.vertx(), config.uploadTimeout()),
        jsonLength,
        config.downloadTimeout());
    inference.answer().whenComplete((answer, failure) -> countIfCancelled(failure));
    return inference.answer();
  }

  /** No response for a client that has disconnected, so that response filters do not count it. */
  private void countIfCancelled(Throwable failure) {
    if (failure instanceof CancellationException) {
      metrics.count(InferenceMetrics.Protocol.REST, ClientGoneException.STATUS);
    }
  }

  private static void checkEncoding(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaderNames.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase(IDENTITY)) {
      throw new InvalidInferenceException(
          "The body is compressed (%s); send it uncompressed.".formatted(encoding));
    }
  }
}
