// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import io.pentimento.api.v1alpha1.dataset.DegradationSpec;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.Degradations;
import io.pentimento.core.degradation.ImageDegradation;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.VerifiedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Degrades the images of a benchmark and stores them beside the clean ones. */
final class DegradedImages {
  private final StageContext context;
  private final ModelImages clean;
  private final ImageDegradation degradation;
  private final DegradationSpec settings;

  /**
   * @param size of the square images in pixels, to which they are resized before they are degraded
   */
  DegradedImages(StageContext context, int size, DegradationSpec settings) {
    this.context = context;
    this.clean = new ModelImages(context.output(), size);
    this.degradation = degradation(settings).scaledTo(size);
    this.settings = settings;
  }

  /** One degraded image for each clean image, with the same name and in the same order. */
  List<Item> of(List<Item> images) throws IOException {
    List<Item> degraded = new ArrayList<>();
    for (Item item : images) {
      context.stopIfInterrupted();
      degraded.add(degraded(item));
      context.progress().update(degraded.size(), images.size() + 1L, 0, "degrading");
    }
    return degraded;
  }

  private Item degraded(Item item) throws IOException {
    byte[] png = ImageFiles.encodePng(degradation.apply(clean.read(item), settings.seed()));
    String digest = Digest.of(png);
    String file = PreparedIndex.IMAGES + Digest.hex(digest) + ".png";
    if (!VerifiedFile.is(context.output().resolve(file), digest)) {
      AtomicFile.write(context.output().resolve(file), png);
    }
    return new Item(item.name(), digest, file, false);
  }

  private static ImageDegradation degradation(DegradationSpec settings) {
    ImageDegradation preset = Degradations.named(settings.preset().command());
    Optional<CameraNoise> camera = preset.camera();
    return settings.downscale() != null && camera.isPresent()
        ? camera.get().withDownscale(settings.downscale())
        : preset;
  }
}
