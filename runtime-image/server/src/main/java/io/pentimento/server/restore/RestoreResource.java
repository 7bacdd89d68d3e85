// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.faces.PhotoRequests;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.InvalidWeightException;
import io.pentimento.server.metrics.ServerMetrics;
import io.pentimento.server.model.FidelityWeight;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.queue.RestorationQueue;
import io.pentimento.server.tracing.Stages;
import io.pentimento.server.transfer.Answer;
import io.pentimento.server.transfer.Upload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/restore}: takes a PNG or JPEG and returns the restored PNG. {@code ?w=} sets
 * CodeFormer's fidelity weight, from 0 for the highest quality to 1 for the highest fidelity. With
 * {@code ?faces=} or a configured detector, whole photographs are restored and keep their format.
 */
@Path("/v1/restore")
@Tag(name = "Restoration")
public class RestoreResource {
  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";

  private final ServedModel model;
  private final Admission admission;
  private final RestorationQueue queue;
  private final ImageBody images;
  private final ServerConfig config;
  private final int largestBody;
  private final ServerMetrics metrics;
  private final PhotoRequests photographs;
  private final Stages stages;
  private final Timer duration;

  @Inject
  RestoreResource(
      ServedModel model,
      Admission admission,
      RestorationQueue queue,
      ImageBody images,
      ServerConfig config,
      ServerMetrics metrics,
      PhotoRequests photographs,
      Stages stages,
      MeterRegistry registry) {
    this.photographs = photographs;
    this.model = model;
    this.admission = admission;
    this.queue = queue;
    this.images = images;
    this.config = config;
    this.metrics = metrics;
    this.stages = stages;
    this.largestBody = MemoryBudget.of(config).largestBody(config);
    this.duration =
        Timer.builder("pentimento.restore.duration")
            .description("Decoding, restoring and encoding one image, without waiting")
            .publishPercentileHistogram()
            .register(registry);
  }

  /** Checks the model and reserves memory before the body is read. */
  @POST
  @Consumes({PNG, JPEG, MediaType.MULTIPART_FORM_DATA})
  @Produces({PNG, JPEG, MediaType.APPLICATION_JSON})
  @Operation(summary = "Restores an image")
  @RequestBody(
      required = true,
      content = {
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "200",
      description = "The restored image",
      content =
          @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public CompletionStage<?> restore(
      @QueryParam("w") String w,
      @QueryParam("faces") String faces,
      @QueryParam("upscale") String upscale,
      @Context RoutingContext exchange) {
    return photographs.takes(faces, upscale, exchange)
        ? counted(photographs.restore(faces, w, upscale, exchange))
        : counted(restoreCrop(w, exchange));
  }

  private <T> CompletableFuture<T> counted(CompletableFuture<T> answer) {
    answer.whenComplete((given, failure) -> countIfCancelled(failure));
    return answer;
  }

  private CompletableFuture<Answer> restoreCrop(String w, RoutingContext exchange) {
    OptionalDouble weight = weight(w);
    model.restorer();
    HttpServerRequest request = exchange.request();
    int expected = Upload.expected(request, largestBody);
    Admission.Ticket ticket = admission.admit(expected);
    Restoration restoration = new Restoration(exchange, ticket);
    restoration.begin(
        Upload.read(
            request, ticket, largestBody, expected, exchange.vertx(), config.uploadTimeout()),
        file -> images.check(file, model.restorer().memory()),
        file -> duration.record(() -> restored(file, weight)),
        queue,
        config.downloadTimeout());
    return restoration.answer();
  }

  /**
   * No response is created for a client that has disconnected, so that response filters do not
   * count it.
   */
  private void countIfCancelled(Throwable failure) {
    if (failure instanceof CancellationException) {
      metrics.count(ClientGoneException.STATUS);
    }
  }

  private static OptionalDouble weight(@Nullable String w) {
    try {
      return w == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(FidelityWeight.checked("w", Double.parseDouble(w)));
    } catch (NumberFormatException e) {
      throw new InvalidWeightException(
          "w is '%s'; it must be a number from 0 to 1.".formatted(w), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidWeightException(e.getMessage(), e);
    }
  }

  /** Gets the model again, because it may have been unloaded while the image waited. */
  private byte[] restored(byte[] file, OptionalDouble weight) {
    Tensor image = stages.run("decode", () -> images.decode(file));
    Tensor restored = model.restorer().restore(image, weight);
    return stages.run("encode", () -> ImageFiles.encodePng(restored));
  }
}
