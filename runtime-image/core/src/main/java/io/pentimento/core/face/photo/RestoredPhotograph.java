// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import io.pentimento.core.face.select.LeftOut;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/**
 * A photograph with its faces restored.
 *
 * @param image (1, 3, H, W); the given image itself where no face was restored
 */
public record RestoredPhotograph(Tensor image, List<RestoredFace> faces, List<LeftOut> leftOut) {
  public RestoredPhotograph {
    faces = List.copyOf(faces);
    leftOut = List.copyOf(leftOut);
  }

  /** One sentence that states how many faces were restored and left out. */
  public String message() {
    if (faces.isEmpty() && leftOut.isEmpty()) {
      return "No face was found; the photograph is unchanged.";
    }
    String restored = faces.size() == 1 ? "1 face was" : faces.size() + " faces were";
    return leftOut.isEmpty()
        ? "%s restored.".formatted(restored)
        : "%s restored, %d left out.".formatted(restored, leftOut.size());
  }
}
