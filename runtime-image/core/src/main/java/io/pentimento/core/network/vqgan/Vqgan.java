// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.vqgan;

import io.pentimento.core.ops.Ops;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts between images and grids of codes: an encoder to a grid of vectors, a codebook, and a
 * generator to an image (docs/method.md, section 4).
 */
public final class Vqgan {
  private static final String CODEBOOK = "quantize.embedding.weight";

  private final VqganConfig config;
  private final List<VqganBlock> encoder;
  private final List<VqganBlock> generator;

  public Vqgan(VqganConfig config) {
    this.config = config;
    this.encoder = VqganBlock.encoder(config);
    this.generator = VqganBlock.generator(config);
  }

  public VqganConfig config() {
    return config;
  }

  /**
   * The encoder's output.
   *
   * @param latent (N, embDim, H/factor, W/factor)
   * @param features of each level but the last, after its last residual block
   */
  public record Encoded<T>(T latent, Map<Integer, T> features) {
    public Encoded {
      features = Map.copyOf(features);
    }
  }

  /** Changes the generator's features after the first residual block of a level. */
  @FunctionalInterface
  public interface Fusion<T> {
    T apply(int level, T decoded);

    static <T> Fusion<T> none() {
      return (level, decoded) -> decoded;
    }
  }

  /**
   * Encodes images.
   *
   * @param x (N, 3, H, W) in [-1, 1]
   */
  public <T> Encoded<T> encode(Ops<T> ops, T x) {
    VqganBlocks<T> blocks = new VqganBlocks<>(ops);
    Map<Integer, T> features = new HashMap<>();
    T h = x;
    for (int i = 0; i < encoder.size(); i++) {
      VqganBlock block = encoder.get(i);
      h = blocks.apply("encoder.blocks." + i, block, h);
      if (connects(block) && i == VqganBlock.lastResidual(encoder, block.level())) {
        features.put(block.level(), h);
      }
    }
    return new Encoded<>(h, features);
  }

  /**
   * Decodes latents into images.
   *
   * @param latent (N, embDim, h, w)
   * @return (N, 3, h·factor, w·factor) in about [-1, 1]
   */
  public <T> T decode(Ops<T> ops, T latent, Fusion<T> fusion) {
    VqganBlocks<T> blocks = new VqganBlocks<>(ops);
    T h = latent;
    for (int i = 0; i < generator.size(); i++) {
      VqganBlock block = generator.get(i);
      h = blocks.apply("generator.blocks." + i, block, h);
      if (connects(block) && i == VqganBlock.firstResidual(generator, block.level())) {
        h = fusion.apply(block.level(), h);
      }
    }
    return h;
  }

  private boolean connects(VqganBlock block) {
    return block.kind() == VqganBlock.Kind.RESIDUAL && block.level() < config.levels() - 1;
  }

  /** The vectors of a grid in row-major order: (N, embDim, h, w) to (N, h·w, embDim). */
  public <T> T tokens(Ops<T> ops, T latent) {
    long[] s = ops.shape(latent);
    return ops.permute(ops.reshape(latent, s[0], s[1], s[2] * s[3]), 0, 2, 1);
  }

  /** The codes nearest to a grid's vectors, (N, h·w). */
  public <T> T nearest(Ops<T> ops, T latent) {
    T codebook = codebook(ops);
    T dots = ops.linear(tokens(ops, latent), codebook, null);
    T lengths = ops.reshape(ops.sum(ops.square(codebook), false, 1), 1, 1, config.codebookSize());
    // The squared length of the vector is the same for all codes and is omitted.
    return ops.argMin(ops.add(ops.affine(dots, -2, 0), lengths), 2);
  }

  /** The vectors of codes (N, height·width) as a grid (N, embDim, height, width). */
  public <T> T vectors(Ops<T> ops, T codes, long height, long width) {
    T tokens = ops.embedding(codes, codebook(ops));
    return ops.reshape(
        ops.permute(tokens, 0, 2, 1), ops.shape(codes)[0], config.embDim(), height, width);
  }

  private <T> T codebook(Ops<T> ops) {
    return ops.param(CODEBOOK, config.codebookSize(), config.embDim());
  }
}
