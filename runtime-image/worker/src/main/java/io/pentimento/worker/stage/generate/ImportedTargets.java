// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pseudo targets that were made elsewhere, found by the image names without extension. */
final class ImportedTargets {
  private final ModelImages images;
  private final Map<String, Item> targets = new HashMap<>();

  ImportedTargets(PreparedIndex index, ModelImages images) {
    this.images = images;
    index.pseudoTargets().forEach(target -> targets.put(target.pairName(), target));
  }

  /** (1, 3, size, size) in [0, 1]; empty if there is none for the image's name. */
  Optional<Tensor> of(Item image) {
    return Optional.ofNullable(targets.get(image.pairName())).map(images::read);
  }
}
