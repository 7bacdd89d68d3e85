// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import io.pentimento.core.face.select.LeftOut;
import java.util.List;

/**
 * A face that is left out of the dataset, as it is written to JSON.
 *
 * @param photograph its name relative to the folder of photographs
 * @param box left, top, width and height, in pixels of the upright photograph
 * @param reason one word
 */
public record UnusedFace(String photograph, List<Double> box, String reason) {
  public UnusedFace {
    box = List.copyOf(box);
  }

  public static UnusedFace of(String photograph, LeftOut left) {
    return new UnusedFace(photograph, FaceOrigin.box(left.face()), left.reason().published());
  }
}
