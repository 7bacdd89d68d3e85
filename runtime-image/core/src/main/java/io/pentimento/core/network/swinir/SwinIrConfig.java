package io.pentimento.core.network.swinir;

import java.util.List;

/**
 * Hyper-parameters of {@link SwinIr}, named as in its published code.
 *
 * @param imgSize side of the feature map it was built for; only tells whether windows are shifted
 *     at all
 * @param upscale from the feature map to the output: with {@code unshuffleScale} equal, sizes are
 *     kept
 * @param unshuffleScale pixels are folded into channels by this factor first; 1 for not at all
 * @param dropPathRate of the last block in training, falling linearly to 0 at the first
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

  /** How the feature map becomes an image. */
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

    /** The upsampler of that name in the published configurations. */
    public static Upsampler named(String published) {
      for (Upsampler u : values()) {
        if (u.published.equals(published)) {
          return u;
        }
      }
      throw new IllegalArgumentException(
          "upsampler '%s' is unknown; use nearest+conv, pixelshuffle, pixelshuffledirect or ''"
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

  /** Inputs are padded to a multiple of this many pixels. */
  public int multiple() {
    return windowSize * unshuffleScale;
  }

  /** The output is this many times as large as the input. */
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
