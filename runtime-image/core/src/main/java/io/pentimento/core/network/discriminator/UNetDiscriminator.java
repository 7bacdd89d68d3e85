// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.discriminator;

import io.pentimento.core.network.Layers;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.core.ops.Ops;
import java.util.Map;

/**
 * The U-Net discriminator with spectral norm, one logit per pixel (docs/method.md, section 5.4).
 *
 * @param numInCh channels of the images
 * @param numFeat width of the first layer; 64 as published
 * @param skipConnection whether decoder features are added to the encoder's
 */
public record UNetDiscriminator(int numInCh, int numFeat, boolean skipConnection) {

  /** The spectrally normalised layers. */
  public static final int FIRST_NORMALIZED = 1;

  public static final int LAST_NORMALIZED = 8;

  /** The published size, 4,376,897 parameters. */
  public static UNetDiscriminator standard() {
    return new UNetDiscriminator(3, 64, true);
  }

  /** Names and shapes of its weights, including the singular vectors of the spectral norm. */
  public Map<String, long[]> parameterShapes() {
    return ParameterShapes.of(
        ops -> forward(ops, ops.input("x", DataType.FLOAT, 1, numInCh, 8, 8), stored(ops)));
  }

  /** Provides the effective weight of a spectrally normalised layer. */
  @FunctionalInterface
  public interface SpectralNorm<T> {

    /**
     * Divides a weight by its largest singular value σ.
     *
     * @param layer such as {@code conv1}
     * @param weight {@code conv1.weight_orig}, (out, in, k, k)
     * @return weight / σ
     */
    T normalized(String layer, T weight);
  }

  /** For evaluation: σ = uᵀ·W·v from the stored vectors, without a power iteration. */
  public static <T> SpectralNorm<T> stored(Ops<T> ops) {
    return (layer, weight) -> {
      long[] s = ops.shape(weight);
      long columns = s[1] * s[2] * s[3];
      T u = ops.reshape(ops.param(layer + ".weight_u", s[0]), 1, s[0]);
      T v = ops.reshape(ops.param(layer + ".weight_v", columns), columns, 1);
      T sigma = ops.matmul(u, ops.matmul(ops.reshape(weight, s[0], columns), v));
      return ops.div(weight, ops.reshape(sigma, 1, 1, 1, 1));
    };
  }

  /**
   * Rates every pixel as real or restored.
   *
   * @param x images (N, numInCh, H, W) in [0, 1]; H and W divisible by 8
   * @return logits (N, 1, H, W), positive for real
   */
  public <T> T forward(Ops<T> ops, T x, SpectralNorm<T> norm) {
    Pass<T> pass = new Pass<>(ops, norm, skipConnection);
    int f = numFeat;
    T x0 = ops.block(() -> ops.leakyRelu(new Layers<>(ops).conv3x3("conv0", x, numInCh, f), 0.2));
    T x1 = pass.down("conv1", x0, f, 2 * f);
    T x2 = pass.down("conv2", x1, 2 * f, 4 * f);
    T x3 = pass.down("conv3", x2, 4 * f, 8 * f);
    T x4 = pass.up("conv4", x3, 8 * f, 4 * f, x2);
    T x5 = pass.up("conv5", x4, 4 * f, 2 * f, x1);
    T x6 = pass.up("conv6", x5, 2 * f, f, x0);
    T out = pass.conv("conv8", pass.conv("conv7", x6, f, f, 3, 1), f, f, 3, 1);
    return new Layers<>(ops).conv3x3("conv9", out, f, 1);
  }

  private record Pass<T>(Ops<T> ops, SpectralNorm<T> norm, boolean skipConnection) {
    T down(String layer, T x, int in, int out) {
      return conv(layer, x, in, out, 4, 2);
    }

    T up(String layer, T x, int in, int out, T encoded) {
      long[] s = ops.shape(x);
      return ops.block(
          () -> {
            T large = ops.resizeBilinear(x, 2 * s[2], 2 * s[3]);
            T decoded = conv(layer, large, in, out, 3, 1);
            return skipConnection ? ops.add(decoded, encoded) : decoded;
          });
    }

    T conv(String layer, T x, int in, int out, int kernel, int stride) {
      return ops.block(
          () -> {
            T weight = ops.param(layer + ".weight_orig", out, in, kernel, kernel);
            T y = ops.conv2d(x, norm.normalized(layer, weight), null, stride, 1, 1);
            return ops.leakyRelu(y, 0.2);
          });
    }
  }
}
