// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.ops.Ops;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes eagerly on libtorch, with gradients on threads that record them.
 *
 * <p>Results belong to the innermost {@link NDScope}: open one per training step, otherwise native
 * memory grows. Not thread-safe.
 */
public final class DjlOps implements Ops<NDArray> {
  private final NDManager manager;
  private final ParameterSource params;
  private final TorchScript script;
  private final Optional<ReducedProducts> reduced;

  /** Constants by content: values as a buffer, and shape. */
  private final Map<List<Object>, NDArray> constants = new HashMap<>();

  /**
   * {@code params} is called in every call of {@link #param}, so that later changes take effect.
   */
  public DjlOps(NDManager manager, ParameterSource params) {
    this(manager, params, ProductFormat.FLOAT32);
  }

  /** As above, with products in another number format. */
  public DjlOps(NDManager manager, ParameterSource params, ProductFormat products) {
    this.manager = manager;
    this.params = params;
    this.script = new TorchScript(manager);
    this.reduced =
        products == ProductFormat.BFLOAT16
            ? Optional.of(new ReducedProducts(script))
            : Optional.empty();
  }

  @Override
  public NDArray param(String name, long... shape) {
    return params.get(name, shape);
  }

  @Override
  public NDArray constant(float[] values, long... shape) {
    NDArray known = constants.get(List.of(FloatBuffer.wrap(values), new Shape(shape)));
    if (known != null) {
      return known;
    }
    NDArray made = kept(manager.create(values, new Shape(shape)));
    constants.put(List.of(FloatBuffer.wrap(values.clone()), new Shape(shape)), made);
    return made;
  }

  @Override
  public NDArray indices(long[] values, long... shape) {
    NDArray known = constants.get(List.of(LongBuffer.wrap(values), new Shape(shape)));
    if (known != null) {
      return known;
    }
    NDArray made = kept(manager.create(values, new Shape(shape)));
    constants.put(List.of(LongBuffer.wrap(values.clone()), new Shape(shape)), made);
    return made;
  }

  @Override
  public long[] shape(NDArray x) {
    return x.getShape().getShape();
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray sub(NDArray a, NDArray b) {
    return a.sub(b);
  }

  @Override
  public NDArray mul(NDArray a, NDArray b) {
    return a.mul(b);
  }

  @Override
  public NDArray div(NDArray a, NDArray b) {
    return a.div(b);
  }

  @Override
  public NDArray affine(NDArray x, double factor, double offset) {
    NDArray scaled = factor == 1 ? x : x.mul(scalar(factor));
    return offset == 0 ? scaled : scaled.add(scalar(offset));
  }

  @Override
  public NDArray exp(NDArray x) {
    return x.exp();
  }

  @Override
  public NDArray log(NDArray x) {
    return x.log();
  }

  @Override
  public NDArray sin(NDArray x) {
    return x.sin();
  }

  @Override
  public NDArray cos(NDArray x) {
    return x.cos();
  }

  @Override
  public NDArray sqrt(NDArray x) {
    return x.sqrt();
  }

  @Override
  public NDArray abs(NDArray x) {
    return x.abs();
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return JniUtils.sigmoid(pt(x));
  }

  @Override
  public NDArray relu(NDArray x) {
    return JniUtils.relu(pt(x));
  }

  /**
   * In place on a copy: its gradient then needs only the result, which the next layer stores
   * anyway.
   */
  @Override
  public NDArray leakyRelu(NDArray x, double negativeSlope) {
    return script.eval("torch.leaky_relu_(torch.clone(a0), %s)".formatted(negativeSlope), x);
  }

  @Override
  public NDArray gelu(NDArray x) {
    return JniUtils.gelu(pt(x));
  }

  @Override
  public NDArray silu(NDArray x) {
    return script.eval("torch.silu(a0)", x);
  }

  @Override
  public NDArray clip(NDArray x, double min, double max) {
    return x.clip((float) min, (float) max);
  }

  @Override
  public NDArray matmul(NDArray a, NDArray b) {
    return reduced.map(r -> r.matmul(a, b)).orElseGet(() -> a.matMul(b));
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return reduced
        .map(r -> r.linear(x, weight, bias))
        .orElseGet(() -> JniUtils.linear(pt(x), pt(weight), bias == null ? null : pt(bias)));
  }

  @Override
  public NDArray conv2d(
      NDArray x, NDArray weight, @Nullable NDArray bias, int stride, int padding, int groups) {
    return reduced.isPresent()
        ? Convolution.of(reduced.get()::conv2d, x, weight, bias, stride, padding, groups)
        : Convolution.of(x, weight, bias, stride, padding, groups);
  }

  @Override
  public NDArray groupNorm(NDArray x, int groups, NDArray weight, NDArray bias, double eps) {
    return script.eval(
        "torch.group_norm(a0, %d, a1, a2, %s, False)".formatted(groups, eps), x, weight, bias);
  }

  @Override
  public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double eps) {
    return JniUtils.layerNorm(pt(x), weight.getShape(), pt(weight), pt(bias), eps);
  }

  @Override
  public NDArray softmax(NDArray x, int axis) {
    return x.softmax(axis);
  }

  @Override
  public NDArray reshape(NDArray x, long... shape) {
    return x.reshape(shape);
  }

  @Override
  public NDArray permute(NDArray x, int... axes) {
    return x.transpose(axes);
  }

  @Override
  public NDArray concat(int axis, List<NDArray> xs) {
    return JniUtils.cat(xs.stream().map(DjlOps::pt).toArray(PtNDArray[]::new), axis);
  }

  @Override
  public NDArray slice(NDArray x, int axis, long from, long to) {
    return JniUtils.slice(pt(x), axis, from, to, 1);
  }

  @Override
  public NDArray flip(NDArray x, int axis) {
    return JniUtils.flip(pt(x), new long[] {axis});
  }

  @Override
  public NDArray roll(NDArray x, int axis, long shift) {
    return script.eval("torch.roll(a0, [%d], [%d])".formatted(shift, axis), x);
  }

  @Override
  public NDArray reflectPad(NDArray x, int left, int right, int top, int bottom) {
    return script.eval(
        "torch.reflection_pad2d(a0, [%d, %d, %d, %d])".formatted(left, right, top, bottom), x);
  }

  @Override
  public NDArray zeroPad(NDArray x, int left, int right, int top, int bottom) {
    return JniUtils.pad(pt(x), new long[] {left, right, top, bottom}, 0);
  }

  @Override
  public NDArray upsampleNearest(NDArray x, int factor) {
    long[] s = shape(x);
    return JniUtils.interpolate(pt(x), new long[] {s[2] * factor, s[3] * factor}, 0, false);
  }

  /** DJL's interpolate is not used, because it always antialiases. */
  @Override
  public NDArray resizeBilinear(NDArray x, long height, long width) {
    return script.eval(
        "torch.upsample_bilinear2d(a0, [%d, %d], False, None)".formatted(height, width), x);
  }

  @Override
  public NDArray avgPool(NDArray x, int kernel, int stride) {
    return JniUtils.avgPool(pt(x), square(kernel), square(stride), square(0), false, true);
  }

  @Override
  public NDArray maxPool(NDArray x, int kernel, int stride) {
    return JniUtils.maxPool(pt(x), square(kernel), square(stride), square(0), false);
  }

  @Override
  public NDArray mean(NDArray x, boolean keepDims, int... axes) {
    double count = Arrays.stream(axes).mapToLong(x.getShape()::get).reduce(1, (a, b) -> a * b);
    return affine(x.sum(axes, keepDims), 1 / count, 0);
  }

  @Override
  public NDArray sum(NDArray x, boolean keepDims, int... axes) {
    return x.sum(axes, keepDims);
  }

  @Override
  public NDArray argMax(NDArray x, int axis) {
    return JniUtils.argMax(pt(x), axis, false);
  }

  @Override
  public NDArray argMin(NDArray x, int axis) {
    return JniUtils.argMin(pt(x), axis, false);
  }

  @Override
  public NDArray embedding(NDArray indices, NDArray table) {
    return JniUtils.embedding(pt(indices), pt(table), false);
  }

  /**
   * Arrays that were created from host memory must outlive their graph: create none in the body.
   */
  @Override
  public NDArray block(Supplier<NDArray> body) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = body.get();
      NDScope.unregister(result);
    }
    NDScope.register(result);
    return result;
  }

  /**
   * The mean cross-entropy, a scalar.
   *
   * @param logits (N, classes)
   * @param classes (N), int64
   */
  public NDArray crossEntropy(NDArray logits, NDArray classes) {
    return script.eval("torch.cross_entropy_loss(a0, a1)", logits, classes);
  }

  /** {@code log(1 + exp(x))}, stable for large x. */
  public NDArray softplus(NDArray x) {
    return script.eval("torch.softplus(a0)", x);
  }

  /** The mean over all elements, a scalar. */
  public NDArray mean(NDArray x) {
    return affine(x.sum(), 1.0 / x.size(), 0);
  }

  /**
   * Whether {@code x} is part of a graph with gradients; DJL can determine this only for leaves.
   */
  public boolean hasHistory(NDArray x) {
    return script.eval("torch.mul(torch.tensor(a0.requires_grad), 1.)", x).getFloat() != 0;
  }

  /** The value without its graph: gradients stop here. */
  public NDArray detach(NDArray x) {
    return x.stopGradient();
  }

  /**
   * Intentionally kept alive. DJL's arithmetic with a Java number frees the number's memory at
   * once, while the recorded graph still refers to it; backward would then read freed memory.
   */
  private NDArray scalar(double value) {
    return constant(new float[] {(float) value}, 1);
  }

  private static NDArray kept(NDArray constant) {
    NDScope.unregister(constant);
    return constant;
  }

  private static Shape square(long n) {
    return new Shape(n, n);
  }

  private static PtNDArray pt(NDArray x) {
    return (PtNDArray) x;
  }

  /** Data type of everything that this class computes. */
  public static DataType dataType() {
    return DataType.FLOAT32;
  }
}
