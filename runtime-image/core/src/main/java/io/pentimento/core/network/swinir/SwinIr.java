// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.swinir;

import io.pentimento.core.network.DropPath;
import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;

/**
 * The SwinIR restorer (docs/method.md, section 3).
 *
 * <p>An instance is cheap to create and holds no weights.
 */
public final class SwinIr {
  private static final float[] RGB_MEAN = {0.4488f, 0.4371f, 0.4040f};

  private final SwinIrConfig config;

  public SwinIr(SwinIrConfig config) {
    this.config = config;
  }

  public SwinIrConfig config() {
    return config;
  }

  /**
   * Restores images.
   *
   * @param x images (N, inChans, H, W) in [0, 1]
   * @return (N, inChans, H·s, W·s) in about [0, 1], with s = {@link SwinIrConfig#outputScale()}
   */
  public <T> T forward(Ops<T> ops, T x) {
    return forward(ops, x, DropPath.none());
  }

  /** As {@link #forward(Ops, Object)}, for training. */
  public <T> T forward(Ops<T> ops, T x, DropPath<T> dropPath) {
    return new Pass<>(ops, dropPath).run(x);
  }

  private final class Pass<T> {
    private final Ops<T> ops;
    private final Layers<T> layers;
    private final SwinBlocks<T> blocks;
    private final SwinUpsampler<T> upsampler;
    private int block;

    Pass(Ops<T> ops, DropPath<T> dropPath) {
      this.ops = ops;
      this.layers = new Layers<>(ops);
      this.blocks = new SwinBlocks<>(ops, config, dropPath);
      this.upsampler = new SwinUpsampler<>(ops, config);
    }

    T run(T image) {
      long height = ops.shape(image)[2];
      long width = ops.shape(image)[3];
      T x = ops.affine(ops.sub(padded(image, height, width), mean()), config.imgRange(), 0);
      T shallow = shallow(x);
      T deep = ops.add(blocks.residualConv("conv_after_body", deep(shallow)), shallow);
      T y = ops.add(ops.affine(upsampler.run(x, deep), 1 / config.imgRange(), 0), mean());
      long scale = config.outputScale();
      return cropped(y, height * scale, width * scale);
    }

    private T shallow(T x) {
      int r = config.unshuffleScale();
      String name = r > 1 ? "conv_first.1" : "conv_first";
      T folded = r > 1 ? ops.pixelUnshuffle(x, r) : x;
      return layers.conv3x3(name, folded, (long) config.inChans() * r * r, config.embedDim());
    }

    private T deep(T image) {
      long[] shape = ops.shape(image);
      T x = layers.layerNorm("patch_embed.norm", blocks.tokens(image), config.embedDim());
      for (int group = 0; group < config.depths().size(); group++) {
        x = group(group, x, shape);
      }
      return blocks.image(layers.layerNorm("norm", x, config.embedDim()), shape);
    }

    private T group(int group, T input, long[] shape) {
      String prefix = "layers." + group;
      T x = input;
      for (int i = 0; i < config.depths().get(group); i++) {
        boolean shifted = config.shifts() && i % 2 == 1;
        double rate = dropRate(block++);
        x =
            blocks.block(
                prefix + ".residual_group.blocks." + i,
                x,
                new SwinBlocks.Place(
                    shape[2], shape[3], config.numHeads().get(group), shifted, rate));
      }
      T deep = x;
      return ops.block(
          () -> {
            T conv = blocks.residualConv(prefix + ".conv", blocks.image(deep, shape));
            return ops.add(blocks.tokens(conv), input);
          });
    }

    private double dropRate(int index) {
      return config.blocks() < 2 ? 0 : config.dropPathRate() * index / (config.blocks() - 1);
    }

    private T padded(T x, long height, long width) {
      int m = config.multiple();
      int bottom = (int) Math.floorMod(-height, (long) m);
      int right = (int) Math.floorMod(-width, (long) m);
      if (bottom >= height || right >= width) {
        throw new IllegalArgumentException(
            ("SwinIR pads images by reflection to sides that are divisible by %d; %d x %d is too"
                    + " small, give at least %d x %d")
                .formatted(m, width, height, m / 2 + 1, m / 2 + 1));
      }
      return bottom + right == 0 ? x : ops.reflectPad(x, 0, right, 0, bottom);
    }

    private T cropped(T y, long height, long width) {
      long[] s = ops.shape(y);
      T rows = s[2] == height ? y : ops.slice(y, 2, 0, height);
      return s[3] == width ? rows : ops.slice(rows, 3, 0, width);
    }

    private T mean() {
      return config.inChans() == 3
          ? ops.constant(RGB_MEAN, 1, 3, 1, 1)
          : ops.constant(new float[config.inChans()], 1, config.inChans(), 1, 1);
    }
  }
}
