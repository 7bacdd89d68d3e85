// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

/** Published parameters of the classic degradation, for images of 512 px. */
public final class ClassicPresets {
  private static final int KERNEL = 41;

  /** GFPGAN's training, except that the target of a grey image keeps its colours here. */
  public static final ClassicDegradation GFPGAN =
      classic(
          Range.of(0.1, 10),
          Range.of(0.8, 8),
          Range.of(0, 20),
          Range.of(60, 100),
          ColourChanges.GFPGAN);

  /** DifFace's degradation, which was used to pre-train the paper's SwinIR. */
  public static final ClassicDegradation DIFFACE =
      classic(
          Range.of(0.1, 15),
          Range.of(0.8, 32),
          Range.of(0, 20),
          Range.of(30, 100),
          ColourChanges.GREY_SOMETIMES);

  /** CodeFormer's second stage. */
  public static final ClassicDegradation CODEFORMER_LARGE =
      classic(
          Range.of(1, 15), Range.of(4, 30), Range.of(0, 20), Range.of(30, 80), ColourChanges.NONE);

  /** CodeFormer's third stage. */
  public static final ClassicDegradation CODEFORMER_SMALL =
      classic(
          Range.of(0.1, 10),
          Range.of(1, 12),
          Range.of(0, 15),
          Range.of(60, 100),
          ColourChanges.NONE);

  private ClassicPresets() {}

  private static ClassicDegradation classic(
      Range blur, Range downscale, Range noise, Range quality, ColourChanges colours) {
    return new ClassicDegradation(KERNEL, blur, downscale, noise, quality, colours);
  }
}
