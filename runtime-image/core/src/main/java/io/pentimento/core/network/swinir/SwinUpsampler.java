// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.swinir;

import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;

/**
 * The upsampling part of {@link SwinIr}: from deep features to an image (docs/method.md, sections
 * 3.2 and 3.4).
 */
final class SwinUpsampler<T> {
  private final Ops<T> ops;
  private final Layers<T> layers;
  private final SwinIrConfig config;

  SwinUpsampler(Ops<T> ops, SwinIrConfig config) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
    this.config = config;
  }

  T run(T input, T features) {
    return switch (config.upsampler()) {
      case NONE -> ops.add(input, layers.conv3x3("conv_last", features, dim(), channels()));
      case PIXEL_SHUFFLE -> pixelShuffle(beforeUpsample(features));
      case PIXEL_SHUFFLE_DIRECT -> pixelShuffleDirect(features);
      case NEAREST_CONV -> nearestConv(beforeUpsample(features));
    };
  }

  private T beforeUpsample(T x) {
    return ops.leakyRelu(layers.conv3x3("conv_before_upsample.0", x, dim(), feat()), 0.01);
  }

  private T pixelShuffle(T x) {
    int factor = config.upscale() % 3 == 0 ? 3 : 2;
    T y = x;
    int index = 0;
    for (int scale = config.upscale(); scale > 1; scale /= factor) {
      y = layers.conv3x3("upsample." + index, y, feat(), feat() * factor * factor);
      y = ops.pixelShuffle(y, factor);
      index += 2;
    }
    return layers.conv3x3("conv_last", y, feat(), channels());
  }

  private T pixelShuffleDirect(T x) {
    int s = config.upscale();
    return ops.pixelShuffle(layers.conv3x3("upsample.0", x, dim(), channels() * s * s), s);
  }

  private T nearestConv(T x) {
    T y = x;
    int index = 1;
    for (int scale = config.upscale(); scale > 1; scale /= 2) {
      T small = y;
      String layer = "conv_up" + index++;
      y = ops.block(() -> activated(layer, ops.upsampleNearest(small, 2)));
    }
    T large = y;
    y = ops.block(() -> activated("conv_hr", large));
    return layers.conv3x3("conv_last", y, feat(), channels());
  }

  private T activated(String layer, T x) {
    return ops.leakyRelu(layers.conv3x3(layer, x, feat(), feat()), 0.2);
  }

  private long dim() {
    return config.embedDim();
  }

  private long feat() {
    return config.numFeat();
  }

  private long channels() {
    return config.inChans();
  }
}
