// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.ServingModel;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.restorer.PreparedRestorer;
import io.pentimento.worker.runtime.StageContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapted model that serves while another is evaluated. An earlier spec produced it, so that it
 * can have another architecture or size, and its artefact may have been deleted. In these cases it
 * is not compared, the report gives the reason, and the candidate is evaluated without it.
 */
final class Incumbent {
  private static final Logger LOG = LoggerFactory.getLogger(Incumbent.class);

  private final ServingModel model;
  private final PreparedModels models;
  private final AdaptableRestorer restorer;

  /**
   * @param otherwise the restorer if the artefact does not contain it
   */
  Incumbent(StageContext context, ServingModel model, AdaptableRestorer otherwise)
      throws IOException {
    Path artifact = context.layout().artifact(StageName.TRAIN, model.train());
    this.model = model;
    this.models = new PreparedModels(artifact);
    this.restorer =
        PreparedRestorer.isIn(artifact) ? AdaptableRestorer.prepared(artifact) : otherwise;
  }

  /** Restores the holdout; returns the reason if this model cannot, otherwise null. */
  @Nullable String restore(HoldoutImages holdout, int size, Inference inference)
      throws IOException {
    String missing = missing();
    if (missing != null) {
      return missing;
    }
    try (RestorerSession session = restorer.open(models, PreparedModels.ADAPTED, inference)) {
      if (!takes(session, size)) {
        return "it cannot restore images of %d pixels".formatted(size);
      }
      holdout.restore(HoldoutImages.Model.SERVING, session);
      return null;
    }
  }

  private @Nullable String missing() throws IOException {
    Path weights = restorer.weights(models, PreparedModels.ADAPTED);
    if (!Files.exists(models.folder().resolve(Manifest.FILE)) || !Files.exists(weights)) {
      return "its artefact is no longer in the workspace";
    }
    return Digest.of(weights).equals(model.digest())
        ? null
        : "the weights in its artefact have another digest";
  }

  private static boolean takes(RestorerSession session, int size) {
    try {
      session.restore(Tensor.zeros(1, 3, size, size));
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the serving model is not compared: {}", e.toString());
      return false;
    }
  }
}
