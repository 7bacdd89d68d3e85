// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static java.util.Objects.requireNonNull;

import io.pentimento.contract.StageParameters;

/**
 * The amount of work of a stage, in units whose cost hardly depends on the job: images, network
 * calls or training examples.
 *
 * @param units at least 0
 * @param description such as {@code 64 images × 20 network calls}
 */
public record StageWork(double units, String description) {
  /**
   * @param images that the stage processes
   */
  public static StageWork of(StageParameters parameters, long images) {
    if (parameters instanceof StageParameters.Generate generate) {
      long calls = NetworkCalls.of(generate.pseudoTargets());
      return new StageWork(
          (double) images * calls, "%d images × %d network calls".formatted(images, calls));
    }
    if (parameters instanceof StageParameters.Train train) {
      int iterations = requireNonNull(train.fineTuning().iterations(), "iterations");
      int batch = requireNonNull(train.fineTuning().batchSize(), "batchSize");
      return new StageWork(
          (double) iterations * batch, "%d iterations × %d images".formatted(iterations, batch));
    }
    return new StageWork(images, "%d images".formatted(images));
  }
}
