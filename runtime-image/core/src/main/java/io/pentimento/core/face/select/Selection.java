// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

import io.pentimento.core.face.Face;
import java.util.List;

/** The faces of a photograph that are used, and those that are not. */
public record Selection(List<Face> faces, List<LeftOut> leftOut) {
  public Selection {
    faces = List.copyOf(faces);
    leftOut = List.copyOf(leftOut);
  }
}
