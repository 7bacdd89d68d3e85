// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.model.ImageMemory;

/** Validates and decodes a request without a model. */
public final class InferencePlans {
  private static final ImageMemory MEMORY = new ImageMemory(64, 64, 2);

  private InferencePlans() {}

  /** Reads a request up to the images that are given to the model. */
  public static void read(InferenceRequest request, ImageBody images) {
    InferencePlan plan = InferencePlan.of(request);
    for (ImageSource image : plan.images()) {
      image.check(images, MEMORY, plan.format().type());
      image.decode(images);
    }
  }
}
