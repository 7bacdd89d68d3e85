// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Random weights, drawn as by PyTorch's layers: uniform in ±1/√fanIn for convolutions and linear
 * layers, norms at 1 and 0. Each tensor depends only on the seed and on its name and shape.
 */
public final class WeightInitializer {
  private final long seed;
  private final Predicate<String> zero;
  private final Predicate<String> truncatedNormal;
  private final double gain;

  private WeightInitializer(
      long seed, Predicate<String> zero, Predicate<String> truncatedNormal, double gain) {
    this.seed = seed;
    this.zero = zero;
    this.truncatedNormal = truncatedNormal;
    this.gain = gain;
  }

  public static WeightInitializer plain(long seed) {
    return new WeightInitializer(seed, name -> false, name -> false, 1);
  }

  /**
   * For layers with ReLU between them (He et al.), biases at 0: the variance of signals is
   * preserved.
   */
  public static WeightInitializer rectified(long seed) {
    return new WeightInitializer(seed, name -> name.endsWith(".bias"), name -> false, Math.sqrt(6));
  }

  /** The last layer of every residual branch is zero, so that blocks start as identities. */
  public static WeightInitializer uNet(long seed) {
    return new WeightInitializer(
        seed,
        name ->
            name.contains(".out_layers.3.")
                || name.contains(".proj_out.")
                || name.startsWith("out.2."),
        name -> false,
        1);
  }

  /**
   * Linear weights and position biases from a truncated normal of deviation 0.02, linear biases at
   * 0.
   */
  public static WeightInitializer swinIr(long seed) {
    Predicate<String> linear = name -> name.contains(".attn.") || name.contains(".mlp.");
    return new WeightInitializer(
        seed,
        name -> linear.test(name) && name.endsWith(".bias"),
        name -> linear.test(name) && !name.endsWith(".bias"),
        1);
  }

  /**
   * Linear layers from a truncated normal of deviation 0.02, positions and linear biases at 0,
   * others as in PyTorch; the fusion has no effect at first.
   */
  public static WeightInitializer codeFormer(long seed) {
    Predicate<String> linear =
        name ->
            name.startsWith("ft_layers.")
                || name.startsWith("feat_emb.")
                || name.startsWith("idx_pred_layer.1.");
    Predicate<String> noFusion =
        name -> name.startsWith("fuse_convs_dict.") && name.matches(".*\\.(scale|shift)\\.2\\..*");
    return new WeightInitializer(
        seed,
        name ->
            name.equals("position_emb")
                || (linear.test(name) && isBias(name))
                || noFusion.test(name),
        name -> linear.test(name) && !isBias(name) && !name.contains(".norm"),
        1);
  }

  private static boolean isBias(String name) {
    return name.endsWith("bias");
  }

  public StateDict initialize(Map<String, long[]> shapes) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> weights.put(name, draw(name, shape, fanIn(name, shape, shapes))));
    return StateDict.of(weights);
  }

  /**
   * A bias uses the fan-in of its weight; a vector without a corresponding matrix belongs to a
   * norm.
   */
  private static long fanIn(String name, long[] own, Map<String, long[]> shapes) {
    long[] matrix = own.length > 1 ? own : shapes.get(name.replaceAll("\\.bias$", ".weight"));
    return matrix == null || matrix.length < 2 ? 0 : Tensor.elements(matrix) / matrix[0];
  }

  private Tensor draw(String name, long[] shape, long fanIn) {
    Tensor t = Tensor.zeros(shape);
    RandomGenerator random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = (float) value(name, fanIn, random);
    }
    return isSingularVector(name) ? unit(t) : t;
  }

  private static boolean isSingularVector(String name) {
    return name.endsWith(".weight_u") || name.endsWith(".weight_v");
  }

  private static Tensor unit(Tensor t) {
    double squares = 0;
    for (float value : t.data()) {
      squares += (double) value * value;
    }
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] /= (float) Math.sqrt(squares);
    }
    return t;
  }

  private double value(String name, long fanIn, RandomGenerator random) {
    if (isSingularVector(name)) {
      return random.nextGaussian();
    }
    if (zero.test(name)) {
      return 0;
    }
    if (truncatedNormal.test(name)) {
      return 0.02 * Math.max(-2, Math.min(2, random.nextGaussian()));
    }
    if (fanIn == 0) {
      return name.endsWith(".weight") ? 1 : 0;
    }
    return gain * (2 * random.nextDouble() - 1) / Math.sqrt((double) fanIn);
  }
}
