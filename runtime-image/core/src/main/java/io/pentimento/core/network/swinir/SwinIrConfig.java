// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.swinir;

import java.util.List;

/**
 * Hyperparameters of {@link SwinIr}, named as in its published code.
 *
 * @param imgSize side of the feature map for which it was built; only determines whether windows
 *     are shifted
 * @param upscale from the feature map to the output; if equal to {@code unshuffleScale}, the image
 *     size is kept
 * @param unshuffleScale factor of the initial pixel unshuffle; 1 for none
 * @param dropPathRate of the last block in training, decreasing linearly to 0 at the first
 */
public record SwinIrConfig(
    int inChans,
    int imgSize,
    int embedDim,
    List<Integer> depths,
    List<Integer> numHeads,
    int windowSize,
    double mlpRatio,
    int upscale,
    double imgRange,
    Upsampler upsampler,
    boolean threeConvResidual,
    int unshuffleScale,
    int numFeat,
    double dropPathRate) {

  /** The upsampling from the feature map to the image. */
  public enum Upsampler {
    /** Adds the result to the input, which has the same size. */
    NONE(""),
    PIXEL_SHUFFLE("pixelshuffle"),
    PIXEL_SHUFFLE_DIRECT("pixelshuffledirect"),
    NEAREST_CONV("nearest+conv");

    private final String published;

    Upsampler(String published) {
      this.published = published;
    }

    public String published() {
      return published;
    }

    /** The upsampler with this name in published configurations. */
    public static Upsampler named(String published) {
      for (Upsampler u : values()) {
        if (u.published.equals(published)) {
          return u;
        }
      }
      throw new IllegalArgumentException(
          "unknown upsampler '%s'; use nearest+conv, pixelshuffle, pixelshuffledirect or ''"
              .formatted(published));
    }
  }

  public SwinIrConfig {
    depths = List.copyOf(depths);
    numHeads = List.copyOf(numHeads);
    if (depths.size() != numHeads.size()) {
      throw new IllegalArgumentException(
          "depths %s and num_heads %s must be of equal length".formatted(depths, numHeads));
    }
  }

  /** The published face restorer, 15,792,587 parameters (docs/method.md, section 3.1). */
  public static SwinIrConfig faces512() {
    List<Integer> eightTimesSix = List.of(6, 6, 6, 6, 6, 6, 6, 6);
    return new SwinIrConfig(
        3,
        64,
        180,
        eightTimesSix,
        eightTimesSix,
        8,
        2,
        8,
        1,
        Upsampler.NEAREST_CONV,
        false,
        8,
        64,
        0.1);
  }

  public SwinIrConfig withDropPathRate(double rate) {
    return new SwinIrConfig(
        inChans,
        imgSize,
        embedDim,
        depths,
        numHeads,
        windowSize,
        mlpRatio,
        upscale,
        imgRange,
        upsampler,
        threeConvResidual,
        unshuffleScale,
        numFeat,
        rate);
  }

  /** Inputs are padded to a multiple of this number of pixels. */
  public int multiple() {
    return windowSize * unshuffleScale;
  }

  /** Factor between output size and input size. */
  public int outputScale() {
    return Math.max(1, upscale / unshuffleScale);
  }

  int blocks() {
    return depths.stream().mapToInt(Integer::intValue).sum();
  }

  boolean shifts() {
    return imgSize > windowSize;
  }
}
