package io.pentimento.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.core.image.ImageFiles;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** {@code POST /v1/restore}: a PNG or JPEG in, the restored PNG out. */
@Path("/v1/restore")
public class RestoreResource {
  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";

  private final ServedModel model;
  private final RestorationQueue queue;
  private final ImageBody images;
  private final Timer duration;

  @Inject
  RestoreResource(
      ServedModel model, RestorationQueue queue, ImageBody images, MeterRegistry metrics) {
    this.model = model;
    this.queue = queue;
    this.images = images;
    this.duration =
        Timer.builder("pentimento.restore.duration")
            .description("Decoding, restoring and encoding one image, without waiting")
            .publishPercentileHistogram()
            .register(metrics);
  }

  @POST
  @Consumes({PNG, JPEG})
  @Produces(PNG)
  public byte[] restore(InputStream body) throws IOException {
    model.restorer();
    byte[] file = images.read(body);
    return queue.run(() -> duration.record(() -> restored(file)));
  }

  /** Asks for the model anew: it may have gone while the image waited. */
  private byte[] restored(byte[] file) {
    return ImageFiles.encodePng(model.restorer().restore(images.decode(file)));
  }
}
