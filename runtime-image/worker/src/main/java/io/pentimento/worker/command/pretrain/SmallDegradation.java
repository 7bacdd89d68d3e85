// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import io.pentimento.core.degradation.ClassicDegradation;
import io.pentimento.core.degradation.ColourChanges;
import io.pentimento.core.degradation.Range;

/** The classic degradation (the paper's Eq. 9) with a strength for small images. */
final class SmallDegradation {
  private static final int KERNEL = 7;

  private SmallDegradation() {}

  /** Mild blur and noise, downsampling by at most three, JPEG quality of at least 60. */
  static ClassicDegradation classic() {
    return new ClassicDegradation(
        KERNEL,
        Range.of(0.2, 1.2),
        Range.of(1, 3),
        Range.of(0, 10),
        Range.of(60, 100),
        ColourChanges.NONE);
  }
}
