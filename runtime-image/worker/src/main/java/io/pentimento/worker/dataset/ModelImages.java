// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.runtime.VerifiedFile;
import java.nio.file.Path;

/** Reads prepared images at the size of the models. */
public record ModelImages(Path artifact, int size) {

  /**
   * (1, 3, size, size) in [0, 1].
   *
   * @throws StageFailure if the file differs from the prepared one
   */
  public Tensor read(Item item) {
    Path file = artifact.resolve(item.file());
    return Resize.fitted(
        ImageFiles.decode(VerifiedFile.read(file, item.digest()), file.toString()), size);
  }
}
