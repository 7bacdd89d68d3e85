// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import io.pentimento.core.face.select.LeftOut;
import java.util.List;

/** The faces of one photograph, the largest first, and those that are not used. */
public record AlignedPhotograph(List<AlignedFace> faces, List<LeftOut> leftOut) {
  public AlignedPhotograph {
    faces = List.copyOf(faces);
    leftOut = List.copyOf(leftOut);
  }
}
