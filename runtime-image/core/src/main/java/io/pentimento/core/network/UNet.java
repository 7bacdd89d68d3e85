package io.pentimento.core.network;

import io.pentimento.core.ops.Ops;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The guided-diffusion U-Net: predicts noise and variance of a noisy image (docs/method.md, section
 * 1).
 *
 * <p>A network is cheap to make and holds no weights.
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
   * @param x noisy images (N, inChannels, H, W) in about [-1, 1]; H and W divisible by 2^(levels-1)
   * @param timesteps (N), float, in steps of the full schedule, 0..999
   * @return (N, outChannels, H, W): predicted noise, then with a learned variance its interpolation
   */
  public <T> T forward(Ops<T> ops, T x, T timesteps) {
    return new Pass<>(ops).run(x, timesteps);
  }

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

    T run(T x, T timesteps) {
      T embedding = ops.silu(blocks.timeEmbedding(timesteps));
      resolution = config.imageSize();
      T h = encode(x, embedding);
      h = middle(h, embedding);
      h = decode(h, embedding);
      long channels = channels(h);
      h = ops.silu(blocks.norm("out.0", h, channels));
      return layers.conv3x3("out.2", h, channels, config.outChannels());
    }

    private T encode(T x, T embedding) {
      T h = layers.conv3x3("input_blocks.0.0", x, config.inChannels(), config.channels(0));
      block = 1;
      skips.push(h);
      for (int level = 0; level < config.levels(); level++) {
        for (int i = 0; i < config.numResBlocks().get(level); i++) {
          h = resAndAttention("input_blocks." + block++, h, embedding, config.channels(level));
          skips.push(h);
        }
        if (level < config.levels() - 1) {
          h = blocks.downsample("input_blocks." + block++ + ".0", h, embedding);
          skips.push(h);
          resolution /= 2;
        }
      }
      return h;
    }

    private T middle(T h, T embedding) {
      long channels = channels(h);
      h = blocks.residual("middle_block.0", h, embedding, channels, Resample.NONE);
      h = blocks.attention("middle_block.1", h);
      return blocks.residual("middle_block.2", h, embedding, channels, Resample.NONE);
    }

    private T decode(T h, T embedding) {
      block = 0;
      for (int level = config.levels() - 1; level >= 0; level--) {
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

  /** What a residual block does to the resolution. */
  enum Resample {
    NONE,
    DOWN,
    UP
  }
}
