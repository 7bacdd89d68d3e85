package io.pentimento.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.core.image.ImageFiles;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalDouble;

/**
 * {@code POST /v1/restore}: a PNG or JPEG in, the restored PNG out. {@code ?w=} weighs a
 * CodeFormer's input, from 0 for the best looks to 1 for the greatest likeness.
 */
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
  public byte[] restore(@QueryParam("w") String w, InputStream body) throws IOException {
    OptionalDouble weight = weight(w);
    model.restorer();
    byte[] file = images.read(body);
    return queue.run(() -> duration.record(() -> restored(file, weight)));
  }

  private static OptionalDouble weight(String w) {
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

  /** Asks for the model anew: it may have gone while the image waited. */
  private byte[] restored(byte[] file, OptionalDouble weight) {
    return ImageFiles.encodePng(model.restorer().restore(images.decode(file), weight));
  }
}
