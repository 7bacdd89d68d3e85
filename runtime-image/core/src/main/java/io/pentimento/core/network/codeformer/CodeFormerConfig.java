package io.pentimento.core.network.codeformer;

import io.pentimento.core.network.vqgan.VqganConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hyper-parameters of {@link CodeFormer}, most named as in its published code.
 *
 * @param latentSide side of the grid of codes that the position table was made for
 * @param dimEmbd width of the transformer
 * @param dimMlp width within its perceptrons
 * @param nHead attention heads; they don't show in the tensors
 * @param nLayers of the transformer
 * @param connectedLevels levels of the VQGAN at which the encoder reaches the generator
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
          "n_head %d does not divide the width %d of the transformer; give the right one"
              .formatted(nHead, dimEmbd));
    }
    for (int level : connectedLevels) {
      if (level < 0 || level >= vqgan.levels() - 1) {
        throw new IllegalArgumentException(
            "connect_list has '%s', but a VQGAN of %d levels can be connected at %s"
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

  /** The only side of images, in pixels, that the position table fits. */
  public int imgSize() {
    return latentSide * vqgan.factor();
  }

  public int tokens() {
    return latentSide * latentSide;
  }

  /**
   * A level's name in the checkpoint: its side in pixels in the published network, whatever the
   * size here.
   */
  public static String name(int level) {
    return Integer.toString(PUBLISHED_SIZE >> level);
  }

  /** The reverse of {@link #name}. */
  public static int level(String name) {
    for (int level = 0; PUBLISHED_SIZE >> level > 0; level++) {
      if (name(level).equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "connect_list has '%s'; it takes sides of feature maps, such as 32, 64, 128, 256"
            .formatted(name));
  }
}
