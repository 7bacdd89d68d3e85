// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The subject of a reference case. A case with a constructor is recognised by the constructed
 * class, others by the beginning of their names.
 */
public enum ReferenceKind {
  UNET("unet", "UNetModel"),
  SWINIR("swinir_", "SwinIR"),
  CODEFORMER("codeformer", "CodeFormer"),
  DISCRIMINATOR("discriminator"),
  TIMESTEP_EMBEDDING("timestep_embedding"),
  SCHEDULE("schedule"),
  POSTERIOR("p_mean_variance"),
  PSEUDO_TARGET_LOOP("pseudo_target_loop"),
  LOW_PASS("lowpass"),
  SWINIR_FINE_TUNING("swinir_finetune"),
  CODEFORMER_FINE_TUNING("codeformer_finetune"),
  METRICS("metrics"),
  LPIPS_HEADS("lpips_"),
  NIQE_PARAMETERS("niqe_"),
  CLASSIC_DEGRADATION("degradation_eq9"),
  RAW_DEGRADATION("degradation_eq10"),
  DEMOSAICING("demosaic");

  private final String prefix;
  private final String constructed;

  ReferenceKind(String prefix) {
    this(prefix, "");
  }

  ReferenceKind(String prefix, String constructed) {
    this.prefix = prefix;
    this.constructed = constructed;
  }

  /**
   * The kind of a case; empty if unknown.
   *
   * @param constructed the class that the case constructs; empty if it constructs none
   */
  static Optional<ReferenceKind> of(String name, String constructed) {
    return constructed.isEmpty() ? byName(name) : byClass(constructed);
  }

  private static Optional<ReferenceKind> byClass(String constructed) {
    return Arrays.stream(values())
        .filter(kind -> !kind.constructed.isEmpty() && constructed.contains(kind.constructed))
        .findFirst();
  }

  private static Optional<ReferenceKind> byName(String name) {
    return Arrays.stream(values())
        .filter(kind -> name.startsWith(kind.prefix))
        .max(Comparator.comparingInt(kind -> kind.prefix.length()));
  }
}
