// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Face;

/** A face that is not used, and why. */
public record LeftOut(Face face, LeftOutReason reason) {
  public LeftOut {
    requireNonNull(face, "face");
    requireNonNull(reason, "reason");
  }
}
