// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.codeformer;

import io.pentimento.core.network.vqgan.VqganConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hyperparameters of {@link CodeFormer}, most of them named as in its published code.
 *
 * @param latentSide side of the grid of codes for which the position table was made
 * @param dimEmbd width of the transformer
 * @param dimMlp width within its perceptrons
 * @param nHead attention heads; they cannot be derived from the tensors
 * @param nLayers of the transformer
 * @param connectedLevels levels of the VQGAN at which encoder features are fused into the generator
 */
public record CodeFormerConfig(
    VqganConfig vqgan,
    int latentSide,
    int dimEmbd,
    int dimMlp,
    int nHead,
    int nLayers,
    Set<Integer> connectedLevels) {
  private static final int PUBLISHED_SIZE = 512;

  public CodeFormerConfig {
    connectedLevels = Set.copyOf(connectedLevels);
    if (nHead < 1 || dimEmbd % nHead != 0) {
      throw new IllegalArgumentException(
          "n_head %d does not divide the transformer width %d; set the correct value"
              .formatted(nHead, dimEmbd));
    }
    for (int level : connectedLevels) {
      if (level < 0 || level >= vqgan.levels() - 1) {
        throw new IllegalArgumentException(
            "connect_list contains '%s', but a VQGAN of %d levels can be connected at %s"
                .formatted(name(level), vqgan.levels(), connectable(vqgan)));
      }
    }
  }

  private static List<String> connectable(VqganConfig vqgan) {
    return IntStream.range(0, vqgan.levels() - 1).mapToObj(CodeFormerConfig::name).toList();
  }

  /** The published restorer, 94,112,707 parameters (docs/method.md, section 4.1). */
  public static CodeFormerConfig faces512() {
    return new CodeFormerConfig(VqganConfig.faces512(), 16, 512, 1024, 8, 9, Set.of(1, 2, 3, 4));
  }

  /** The only image side length, in pixels, for which the position table is valid. */
  public int imgSize() {
    return latentSide * vqgan.factor();
  }

  public int tokens() {
    return latentSide * latentSide;
  }

  /**
   * A level's name in the checkpoint: its side length in pixels in the published network, also in
   * networks of other sizes.
   */
  public static String name(int level) {
    return Integer.toString(PUBLISHED_SIZE >> level);
  }

  /** The inverse of {@link #name}. */
  public static int level(String name) {
    for (int level = 0; PUBLISHED_SIZE >> level > 0; level++) {
      if (name(level).equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "connect_list contains '%s'; valid values are sides of feature maps, such as 32, 64, 128, 256"
            .formatted(name));
  }
}
