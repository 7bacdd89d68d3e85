// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.unet;

import java.util.List;
import java.util.Set;

/**
 * Hyperparameters of {@link UNet}, named as in guided-diffusion.
 *
 * @param imageSize in pixels; only determines the levels of the attention resolutions
 * @param outChannels 6 with a learned variance, otherwise 3
 * @param channelMult channels of each level in units of {@code modelChannels}
 * @param numResBlocks residual blocks of each level in the encoder; the decoder has one more
 * @param attentionResolutions feature sizes in pixels with attention, such as 32, 16, 8
 * @param numHeadChannels width of one attention head, or -1 to split into {@code numHeads}
 * @param resblockUpdown whether residual blocks change the resolution, instead of separate layers
 * @param useNewAttentionOrder whether q, k, v are split before the heads
 */
public record UNetConfig(
    int imageSize,
    int inChannels,
    int modelChannels,
    int outChannels,
    List<Double> channelMult,
    List<Integer> numResBlocks,
    Set<Integer> attentionResolutions,
    int numHeads,
    int numHeadChannels,
    boolean convResample,
    boolean useScaleShiftNorm,
    boolean resblockUpdown,
    boolean useNewAttentionOrder) {

  public UNetConfig {
    channelMult = List.copyOf(channelMult);
    numResBlocks = List.copyOf(numResBlocks);
    attentionResolutions = Set.copyOf(attentionResolutions);
    if (channelMult.isEmpty() || numResBlocks.size() != channelMult.size()) {
      throw new IllegalArgumentException(
          "num_res_blocks %s must have one entry for each entry of channel_mult %s"
              .formatted(numResBlocks, channelMult));
    }
  }

  /**
   * The published prior for faces at 512 pixels, 159,788,454 parameters (docs/method.md, section
   * 1.1).
   */
  public static UNetConfig faces512() {
    return small(
            512, 32, List.of(1.0, 2.0, 4.0, 8.0, 8.0, 16.0, 16.0), List.of(1, 2, 2, 2, 2, 3, 4))
        .withAttention(Set.of(32, 16, 8), 64);
  }

  /** The published switches at another size, with attention only in the middle. */
  public static UNetConfig small(
      int imageSize, int modelChannels, List<Double> channelMult, List<Integer> numResBlocks) {
    return new UNetConfig(
        imageSize,
        3,
        modelChannels,
        6,
        channelMult,
        numResBlocks,
        Set.of(),
        1,
        64,
        true,
        true,
        false,
        false);
  }

  public UNetConfig withAttention(Set<Integer> resolutions, int headChannels) {
    return new UNetConfig(
        imageSize,
        inChannels,
        modelChannels,
        outChannels,
        channelMult,
        numResBlocks,
        resolutions,
        numHeads,
        headChannels,
        convResample,
        useScaleShiftNorm,
        resblockUpdown,
        useNewAttentionOrder);
  }

  public int levels() {
    return channelMult.size();
  }

  public int channels(int level) {
    return (int) (channelMult.get(level) * modelChannels);
  }

  public int embeddingWidth() {
    return 4 * modelChannels;
  }

  int heads(int channels) {
    return numHeadChannels > 0 ? channels / numHeadChannels : numHeads;
  }
}
