// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.TargetScores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo target.
 *
 * @param image (1, 3, size, size) in [0, 1]
 * @param scores null unless it was selected among several
 */
public record MadeTarget(Tensor image, @Nullable TargetScores scores) {
  public MadeTarget {
    requireNonNull(image, "image");
  }

  /** The images of a batch (N, 3, size, size). */
  public static List<MadeTarget> each(Tensor batch) {
    List<MadeTarget> targets = new ArrayList<>();
    for (int i = 0; i < batch.dim(0); i++) {
      targets.add(new MadeTarget(batch.item(i), null));
    }
    return targets;
  }
}
