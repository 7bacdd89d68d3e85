// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.unet;

import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The guided-diffusion U-Net: predicts noise and variance of a noisy image (docs/method.md, section
 * 1).
 *
 * <p>An instance is cheap to create and holds no weights.
 */
public final class UNet {
  private final UNetConfig config;

  public UNet(UNetConfig config) {
    this.config = config;
  }

  public UNetConfig config() {
    return config;
  }

  /**
   * Predicts the noise of images.
   *
   * @param x noisy images (N, inChannels, H, W) in about [-1, 1]; H and W divisible by 2^(levels-1)
   * @param timesteps (N), float, in steps of the full schedule, 0..999
   * @return (N, outChannels, H, W): predicted noise; with a learned variance, followed by its
   *     interpolation
   */
  public <T> T forward(Ops<T> ops, T x, T timesteps) {
    return new Pass<>(ops).run(x, timesteps).output();
  }

  /**
   * As {@link #forward}, with the features for {@link #shallow}.
   *
   * @throws IllegalArgumentException if the network has a single level
   */
  public <T> WithDeepFeatures<T> forwardWithDeepFeatures(Ops<T> ops, T x, T timesteps) {
    requireDepth();
    return new Pass<>(ops).run(x, timesteps);
  }

  /**
   * Only the outermost level (docs/method.md, section 1.10): most of the network's cost is in the
   * levels below, whose features change little between steps.
   *
   * @param deep features of {@link #forwardWithDeepFeatures} at an earlier, noisier step
   * @return as {@link #forward}
   * @throws IllegalArgumentException if the network has a single level
   */
  public <T> T shallow(Ops<T> ops, T x, T timesteps, T deep) {
    requireDepth();
    return new Pass<>(ops).runShallow(x, timesteps, deep);
  }

  /** Channels of the deep features, (N, channels, H, W). */
  public int deepChannels() {
    requireDepth();
    return config.channels(1);
  }

  private void requireDepth() {
    if (config.levels() < 2) {
      throw new IllegalArgumentException(
          "this U-Net has a single level (channel_mult) and therefore no deep features to reuse");
    }
  }

  /**
   * The output with features for {@link #shallow}.
   *
   * @param output as {@link #forward}
   * @param deep input of the outermost level of the decoder, (N, deepChannels, H, W)
   */
  public record WithDeepFeatures<T>(T output, T deep) {}

  private final class Pass<T> {
    private final Ops<T> ops;
    private final Layers<T> layers;
    private final UNetBlocks<T> blocks;
    private final Deque<T> skips = new ArrayDeque<>();
    private int block;
    private long resolution;

    Pass(Ops<T> ops) {
      this.ops = ops;
      this.layers = new Layers<>(ops);
      this.blocks = new UNetBlocks<>(ops, config);
    }

    WithDeepFeatures<T> run(T x, T timesteps) {
      T embedding = start(timesteps);
      T deep = middle(encode(x, embedding), embedding);
      for (int level = config.levels() - 1; level > 0; level--) {
        deep = decodeLevel(level, deep, embedding);
      }
      return new WithDeepFeatures<>(head(decodeLevel(0, deep, embedding)), deep);
    }

    T runShallow(T x, T timesteps, T deep) {
      T embedding = start(timesteps);
      encodeLevel(0, stem(x), embedding);
      block = config.numResBlocks().stream().skip(1).mapToInt(n -> n + 1).sum();
      return head(decodeLevel(0, deep, embedding));
    }

    private T start(T timesteps) {
      resolution = config.imageSize();
      return ops.silu(blocks.timeEmbedding(timesteps));
    }

    private T stem(T x) {
      T h = layers.conv3x3("input_blocks.0.0", x, config.inChannels(), config.channels(0));
      block = 1;
      skips.push(h);
      return h;
    }

    private T head(T h) {
      long channels = channels(h);
      return layers.conv3x3(
          "out.2", ops.silu(blocks.norm("out.0", h, channels)), channels, config.outChannels());
    }

    private T encode(T x, T embedding) {
      T h = stem(x);
      for (int level = 0; level < config.levels(); level++) {
        h = encodeLevel(level, h, embedding);
        if (level < config.levels() - 1) {
          h = blocks.downsample("input_blocks." + block++ + ".0", h, embedding);
          skips.push(h);
          resolution /= 2;
        }
      }
      block = 0;
      return h;
    }

    private T encodeLevel(int level, T x, T embedding) {
      T h = x;
      for (int i = 0; i < config.numResBlocks().get(level); i++) {
        h = resAndAttention("input_blocks." + block++, h, embedding, config.channels(level));
        skips.push(h);
      }
      return h;
    }

    private T middle(T h, T embedding) {
      long channels = channels(h);
      h = blocks.residual("middle_block.0", h, embedding, channels, Resample.NONE);
      h = blocks.attention("middle_block.1", h);
      return blocks.residual("middle_block.2", h, embedding, channels, Resample.NONE);
    }

    private T decodeLevel(int level, T x, T embedding) {
      T h = x;
      int count = config.numResBlocks().get(level) + 1;
      for (int i = 0; i < count; i++) {
        String prefix = "output_blocks." + block++;
        h = ops.concat(1, List.of(h, skips.pop()));
        h = resAndAttention(prefix, h, embedding, config.channels(level));
        if (level > 0 && i == count - 1) {
          h = blocks.upsample(prefix + (attends() ? ".2" : ".1"), h, embedding);
          resolution *= 2;
        }
      }
      return h;
    }

    private T resAndAttention(String prefix, T h, T embedding, long channels) {
      h = blocks.residual(prefix + ".0", h, embedding, channels, Resample.NONE);
      return attends() ? blocks.attention(prefix + ".1", h) : h;
    }

    private boolean attends() {
      return config.attentionResolutions().contains((int) resolution);
    }

    private long channels(T h) {
      return ops.shape(h)[1];
    }
  }

  /** How a residual block changes the resolution. */
  enum Resample {
    NONE,
    DOWN,
    UP
  }
}
