// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.vqgan;

import java.util.List;
import java.util.Set;

/**
 * Hyperparameters of {@link Vqgan}.
 *
 * @param nf channels at the full size; a multiple of 32, as every width must be
 * @param chMult channels of each level as a multiple of {@code nf}; every level but the last halves
 *     the image size
 * @param resBlocks residual blocks of a level
 * @param attentionLevels levels with attention after each residual block
 * @param embDim width of a code
 * @param codebookSize number of codes
 */
public record VqganConfig(
    int nf,
    List<Integer> chMult,
    int resBlocks,
    Set<Integer> attentionLevels,
    int embDim,
    int codebookSize) {

  public VqganConfig {
    chMult = List.copyOf(chMult);
    attentionLevels = Set.copyOf(attentionLevels);
    if (nf < 1 || nf % VqganBlocks.GROUPS != 0) {
      throw new IllegalArgumentException(
          "nf %d must be a multiple of %d, the number of groups of every norm"
              .formatted(nf, VqganBlocks.GROUPS));
    }
    if (chMult.isEmpty() || chMult.stream().anyMatch(m -> m < 1) || resBlocks < 1) {
      throw new IllegalArgumentException(
          "ch_mult %s and res_blocks %d must be at least 1".formatted(chMult, resBlocks));
    }
  }

  /** Of the published CodeFormer. */
  public static VqganConfig faces512() {
    return new VqganConfig(64, List.of(1, 2, 2, 4, 4, 8), 2, Set.of(5), 256, 1024);
  }

  public int levels() {
    return chMult.size();
  }

  public int channels(int level) {
    return nf * chMult.get(level);
  }

  /** Factor between the side length of an image and that of its grid of codes. */
  public int factor() {
    return 1 << (levels() - 1);
  }
}
