// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.core.device.Device;

/**
 * The number of images of which pseudo targets are computed together.
 *
 * <p>A single image does not fill a GPU. {@link PseudoTargetBatch} halves batches for which the
 * device has not enough memory. A batch on the CPU saves little, and a pod that is killed loses the
 * work on all of its images.
 */
final class BatchSize {
  private static final int ON_GPU = 16;
  private static final int ON_CPU = 1;

  private BatchSize() {}

  /** The job's setting, or the default of the device. */
  static int of(PseudoTargetsSpec settings, Device device) {
    Integer wanted = settings.batchSize();
    if (wanted != null) {
      return wanted;
    }
    return device == Device.CUDA ? ON_GPU : ON_CPU;
  }
}
