// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.codeformer;

import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.network.vqgan.Vqgan.Encoded;
import io.pentimento.core.network.vqgan.Vqgan.Fusion;
import io.pentimento.core.ops.Ops;
import java.util.Map;

/**
 * The CodeFormer restorer: predicts the codes of the clean image from the degraded one, and
 * generates an image from them (docs/method.md, section 4).
 *
 * <p>An instance is cheap to create and holds no weights.
 */
public final class CodeFormer {
  private static final double ADAIN_EPS = 1e-5;

  /** The default fidelity weight, as published. */
  public static final double DEFAULT_W = 0.5;

  private final CodeFormerConfig config;
  private final Vqgan vqgan;

  public CodeFormer(CodeFormerConfig config) {
    this.config = config;
    this.vqgan = new Vqgan(config.vqgan());
  }

  public CodeFormerConfig config() {
    return config;
  }

  public Vqgan vqgan() {
    return vqgan;
  }

  /**
   * The prediction from which images are generated.
   *
   * @param encoded of the degraded images
   * @param logits (N, tokens, codebookSize): scores of the codes of the clean images
   */
  public record Prediction<T>(Encoded<T> encoded, T logits) {}

  /**
   * Restored images with the predicted codes.
   *
   * @param image (N, 3, H, W) in about [-1, 1]
   * @param codes (N, tokens) from which it was generated
   */
  public record Restored<T>(T image, T logits, T codes) {}

  /**
   * Restores degraded images.
   *
   * @param x degraded images (N, 3, imgSize, imgSize) in [-1, 1]
   * @param w a scalar in [0, 1]: 0 for the highest quality, 1 for the highest fidelity
   * @param adaIn whether the codes' vectors get the mean and deviation of the input's (its colours)
   */
  public <T> Restored<T> forward(Ops<T> ops, T x, T w, boolean adaIn) {
    Prediction<T> p = predict(ops, x);
    T codes = ops.argMax(p.logits(), 2);
    T vectors = vectors(ops, codes);
    T latent = adaIn ? adapted(ops, vectors, p.encoded().latent()) : vectors;
    return new Restored<>(
        vqgan.decode(ops, latent, fusion(ops, p.encoded().features(), w)), p.logits(), codes);
  }

  /** Predicts the codes of clean images from degraded images. */
  public <T> Prediction<T> predict(Ops<T> ops, T x) {
    requireSize(ops.shape(x));
    Encoded<T> encoded = vqgan.encode(ops, x);
    T tokens = vqgan.tokens(ops, encoded.latent());
    return new Prediction<>(encoded, new CodePredictor<>(ops, config).logits(tokens));
  }

  /** The codebook's vectors for codes (N, tokens), as (N, embDim, side, side). */
  public <T> T vectors(Ops<T> ops, T codes) {
    return vqgan.vectors(ops, codes, config.latentSide(), config.latentSide());
  }

  /** Fuses the encoder's features into those of the generator with the weight w. */
  public <T> Fusion<T> fusion(Ops<T> ops, Map<Integer, T> features, T w) {
    return new FeatureFusion<>(ops, config, features, w);
  }

  private void requireSize(long... shape) {
    int size = config.imgSize();
    if (shape[2] != size || shape[3] != size) {
      throw new IllegalArgumentException(
          "this CodeFormer takes images of %d x %d pixels, for which its position table was made;"
                  .formatted(size, size)
              + " it was given %d x %d".formatted(shape[3], shape[2]));
    }
  }

  private static <T> T adapted(Ops<T> ops, T vectors, T like) {
    T normal = ops.div(centred(ops, vectors), deviation(ops, vectors));
    return ops.add(ops.mul(normal, deviation(ops, like)), ops.mean(like, true, 2, 3));
  }

  private static <T> T centred(Ops<T> ops, T x) {
    return ops.sub(x, ops.mean(x, true, 2, 3));
  }

  /** Standardises per image and channel, with the unbiased variance. */
  private static <T> T deviation(Ops<T> ops, T x) {
    long[] s = ops.shape(x);
    T squares = ops.sum(ops.square(centred(ops, x)), true, 2, 3);
    return ops.sqrt(ops.affine(squares, 1.0 / (s[2] * s[3] - 1), ADAIN_EPS));
  }
}
