// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.metrics.niqe.NiqeParameters;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageFailure;

/** NIQE with the statistics of the dataset's clean images, for decisions about pseudo targets. */
public final class DatasetNiqe {
  /** Maximum number of clean images; more change the statistics little. */
  private static final int MOST_REFERENCE = 200;

  private DatasetNiqe() {}

  /**
   * @param images of prepare
   * @param field that needs NIQE, for the message
   * @throws StageFailure if the images are too small for NIQE
   */
  public static Niqe of(PreparedIndex index, ModelImages images, String field) {
    if (index.size() < HoldoutMetrics.SMALLEST_FOR_NIQE) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          SourceReason.METRIC_UNAVAILABLE,
          "%s needs images of at least %d pixels, but these have %d; remove the field"
              .formatted(field, HoldoutMetrics.SMALLEST_FOR_NIQE, index.size()));
    }
    Iterable<Tensor> clean =
        () -> index.reference().stream().limit(MOST_REFERENCE).map(images::read).iterator();
    return new Niqe(
        NiqeParameters.fit(clean, HoldoutMetrics.niqePatch(index.size()), "dataset.reference"));
  }
}
