// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.dataset.FaceIndex;
import io.pentimento.core.face.dataset.FaceOrigin;
import io.pentimento.core.face.paste.FacePaste;
import io.pentimento.core.face.paste.PasteMask;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.report.Picture;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.VerifiedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Photographs of the holdout with the faces that each model restored. */
final class PhotographPictures {
  private static final int MOST = 6;

  /** Longer side in the report, in pixels. */
  private static final double LARGEST = 1024;

  private static final int QUALITY = 90;
  private static final Model[] MODELS = {Model.BASE, Model.SERVING, Model.ADAPTED};

  private final Path prepared;
  private final PreparedIndex index;
  private final HoldoutImages holdout;
  private final FacePaste paste = new FacePaste(PasteMask.oval());

  PhotographPictures(Path prepared, PreparedIndex index, HoldoutImages holdout) {
    this.prepared = prepared;
    this.index = index;
    this.holdout = holdout;
  }

  /** The first photographs with faces in the holdout; none for a dataset of aligned crops. */
  List<Picture> all() throws IOException {
    if (index.photographs().isEmpty()) {
      return List.of();
    }
    Map<String, FaceOrigin> origins = FaceIndex.read(prepared).faces();
    List<Picture> pictures = new ArrayList<>();
    for (Item photograph : index.photographs()) {
      Map<Item, FaceOrigin> faces = faces(photograph, origins);
      if (!faces.isEmpty() && pictures.size() < MOST) {
        pictures.add(picture(photograph, faces));
      }
    }
    return pictures;
  }

  private Map<Item, FaceOrigin> faces(Item photograph, Map<String, FaceOrigin> origins) {
    Map<Item, FaceOrigin> faces = new LinkedHashMap<>();
    for (Item crop : holdout.items()) {
      FaceOrigin origin = origins.get(crop.name());
      if (origin != null && origin.photograph().equals(photograph.name())) {
        faces.put(crop, origin);
      }
    }
    return faces;
  }

  private Picture picture(Item photograph, Map<Item, FaceOrigin> faces) {
    byte[] file = VerifiedFile.read(prepared.resolve(photograph.file()), photograph.digest());
    Tensor original = ImageFiles.decode(file, photograph.name());
    double scale = Math.min(1, LARGEST / Math.max(original.dim(2), original.dim(3)));
    Tensor shown = shrunk(original, scale);
    Map<String, byte[]> versions = new LinkedHashMap<>();
    versions.put("input", ImageFiles.encodeJpeg(shown, QUALITY));
    for (Model model : MODELS) {
      if (holdout.isRestoredBy(model)) {
        byte[] restored = ImageFiles.encodeJpeg(restored(shown, scale, faces, model), QUALITY);
        versions.put(model.name().toLowerCase(Locale.ROOT), restored);
      }
    }
    String count = faces.size() == 1 ? "1 face" : faces.size() + " faces";
    return new Picture("%s (%s)".formatted(photograph.name(), count), versions);
  }

  private static Tensor shrunk(Tensor original, double scale) {
    int height = (int) Math.max(1, Math.round(original.dim(2) * scale));
    int width = (int) Math.max(1, Math.round(original.dim(3) * scale));
    return scale < 1 ? Resize.area(original, height, width) : original;
  }

  private Tensor restored(Tensor shown, double scale, Map<Item, FaceOrigin> faces, Model model) {
    Tensor result = Tensor.of(shown.data().clone(), shown.shape());
    faces.forEach(
        (crop, origin) -> {
          Similarity toCrop = origin.alignment(index.size()).toCrop();
          FaceAlignment alignment =
              new FaceAlignment(Similarity.scaling(1 / scale).then(toCrop), index.size());
          paste.paste(result, alignment, holdout.input(crop), holdout.restored(model, crop));
        });
    return result;
  }
}
