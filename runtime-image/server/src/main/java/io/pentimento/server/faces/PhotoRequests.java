// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.queue.RestorationQueue;
import io.pentimento.server.transfer.Upload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Handles requests with whole photographs, and with pictures in a form. */
@ApplicationScoped
public class PhotoRequests {
  private final ServedModel model;
  private final ServedDetector detector;
  private final PhotoService photos;
  private final Admission admission;
  private final RestorationQueue queue;
  private final ServerConfig config;
  private final int largestBody;
  private final Timer duration;

  @Inject
  PhotoRequests(
      ServedModel model,
      ServedDetector detector,
      PhotoService photos,
      Admission admission,
      RestorationQueue queue,
      ServerConfig config,
      MeterRegistry registry) {
    this.model = model;
    this.detector = detector;
    this.photos = photos;
    this.admission = admission;
    this.queue = queue;
    this.config = config;
    this.largestBody = MemoryBudget.of(config).largestBody(config);
    this.duration =
        Timer.builder("pentimento.photo.duration")
            .description("Decoding a photograph, restoring its faces and encoding, without waiting")
            .publishPercentileHistogram()
            .register(registry);
  }

  /**
   * Whether this class handles a request: it names a mode or a factor, is a form, accepts JSON, or
   * the server has a detector.
   *
   * @param faces the parameter, or null
   * @param upscale the parameter, or null
   */
  public boolean takes(String faces, String upscale, RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    return faces != null
        || upscale != null
        || detector.isConfigured()
        || UploadedPicture.isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))
        || ResultFormat.accepted(request.getHeader(HttpHeaders.ACCEPT), "") == ResultFormat.JSON;
  }

  /**
   * Checks the model and reserves memory before the body is read.
   *
   * @param faces the query parameter, or null
   * @param w the query parameter, or null
   * @param upscale the query parameter, or null
   */
  public CompletableFuture<Object> restore(
      String faces, String w, String upscale, RoutingContext exchange) {
    PhotoRequest.of(faces, w, upscale, Map.of());
    model.restorer();
    HttpServerRequest request = exchange.request();
    int expected = Upload.expected(request, largestBody);
    Admission.Ticket ticket = admission.admit(expected);
    PhotoRestoration restoration = new PhotoRestoration(exchange, ticket, config.downloadTimeout());
    restoration.begin(
        Upload.read(
            request, ticket, largestBody, expected, exchange.vertx(), config.uploadTimeout()),
        new BodyWork(request, faces, w, upscale),
        queue);
    return restoration.answer();
  }

  private final class BodyWork implements PhotoRestoration.Work {
    private final String contentType;
    private final String accept;
    private final String faces;
    private final String w;
    private final String upscale;

    BodyWork(HttpServerRequest request, String faces, String w, String upscale) {
      this.contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
      this.accept = request.getHeader(HttpHeaders.ACCEPT);
      this.faces = faces;
      this.w = w;
      this.upscale = upscale;
    }

    @Override
    public long check(byte[] body) {
      UploadedPicture picture = UploadedPicture.of(contentType, body);
      boolean json = ResultFormat.accepted(accept, "") == ResultFormat.JSON;
      return photos.check(
          picture.file(), PhotoRequest.of(faces, w, upscale, picture.fields()), json);
    }

    @Override
    public PhotoResult restore(byte[] body) {
      return duration.record(() -> restored(body));
    }

    private PhotoResult restored(byte[] body) {
      UploadedPicture picture = UploadedPicture.of(contentType, body);
      PhotoRequest request = PhotoRequest.of(faces, w, upscale, picture.fields());
      return photos.restore(picture.file(), request, accept);
    }
  }
}
