package io.pentimento.worker.stage;

import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.Resize;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.nio.file.Path;

/** Reads prepared images at the size of the models (docs/method.md, section 2.2). */
record ModelImages(Path artifact, int size) {

  /**
   * (1, 3, size, size) in [0, 1].
   *
   * @throws StageFailure if the file differs from the prepared one
   */
  Tensor read(Item item) {
    Path file = artifact.resolve(item.file());
    return Resize.fitted(
        ImageFiles.decode(IntactFile.read(file, item.digest()), file.toString()), size);
  }
}
