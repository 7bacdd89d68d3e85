// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import io.pentimento.core.ops.Ops;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One small network for each operation, with inputs away from non-differentiable points. */
final class OpsContract {
  static final Tensor WEIGHT = distinct(99, 3, 4);

  /** For any tensor type: a lambda cannot have a type parameter. */
  @FunctionalInterface
  interface Network {
    Object apply(Ops<Object> ops, List<Object> inputs);
  }

  /**
   * @param inputs the first dimension of the first one is the batch
   */
  record Case(String name, boolean smooth, Network network, List<Tensor> inputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  private OpsContract() {}

  static List<Case> all() {
    return Stream.of(elementwise(), algebra(), shapes(), pixels(), reductions())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> elementwise() {
    return List.of(
        rows("add", (o, x) -> o.add(x, o.constant(new float[] {1, 2, 3, 4}, 1, 4))),
        two("add of inputs", (o, x) -> o.add(x.get(0), x.get(1))),
        two("sub", (o, x) -> o.sub(x.get(0), x.get(1))),
        two("mul", (o, x) -> o.mul(x.get(0), x.get(1))),
        two("div", (o, x) -> o.div(x.get(0), o.affine(x.get(1), 1, 3))),
        rows("affine", (o, x) -> o.affine(x, -2, 0.5)),
        rows("exp", Ops::exp),
        rows("log", (o, x) -> o.log(o.affine(x, 1, 2))),
        rows("sin", Ops::sin),
        rows("cos", Ops::cos),
        rows("sqrt", (o, x) -> o.sqrt(o.affine(x, 1, 2))),
        rows("abs", Ops::abs),
        rows("sigmoid", Ops::sigmoid),
        rows("relu", Ops::relu),
        rows("leakyRelu", (o, x) -> o.leakyRelu(x, 0.2)),
        rows("gelu", Ops::gelu),
        rows("silu", Ops::silu),
        rows("clip", (o, x) -> o.clip(x, -0.5, 0.5)),
        rows("square", Ops::square),
        rows("param", (o, x) -> o.mul(x, o.param("weight", 3, 4))));
  }

  private static List<Case> algebra() {
    return List.of(
        of("matmul", (o, x) -> o.matmul(x.get(0), x.get(1)), t(2, 3, 4), t(4, 5)),
        of("matmul of batches", (o, x) -> o.matmul(x.get(0), x.get(1)), t(2, 3, 4), t(1, 4, 5)),
        of("linear", (o, x) -> o.linear(x.get(0), x.get(1), x.get(2)), t(2, 3, 4), t(5, 4), t(5)),
        of("linear of rows", (o, x) -> o.linear(x.get(0), x.get(1), null), t(2, 4), t(5, 4)),
        of("linear, stored", (o, x) -> o.linear(x.get(0), o.param("weight", 3, 4), null), t(2, 4)),
        convolution("conv2d", 1, 1, 1),
        convolution("conv2d, strided", 2, 1, 1),
        convolution("conv2d, grouped", 1, 0, 2),
        of(
            "conv2d, no bias",
            (o, x) -> o.conv2d(x.get(0), x.get(1), null, 1, 1, 1),
            image(),
            t(3, 4, 3, 3)),
        of(
            "groupNorm",
            (o, x) -> o.groupNorm(x.get(0), 2, x.get(1), x.get(2), 1e-5),
            image(),
            t(4),
            t(4)),
        of(
            "layerNorm",
            (o, x) -> o.layerNorm(x.get(0), x.get(1), x.get(2), 1e-5),
            t(2, 3, 4),
            t(4),
            t(4)),
        rows("softmax", (o, x) -> o.softmax(x, 2)),
        rows("softmax of another axis", (o, x) -> o.softmax(x, 1)),
        of(
            "attention",
            (o, x) -> o.attention(x.get(0), x.get(1), x.get(2), 0.7, null),
            t(2, 2, 3, 4),
            t(1, 2, 5, 4),
            t(1, 2, 5, 3)),
        of(
            "attention with a bias",
            (o, x) -> o.attention(x.get(0), x.get(0), x.get(0), 0.7, x.get(1)),
            t(2, 2, 3, 4),
            t(1, 2, 3, 3)));
  }

  private static Case convolution(String name, int stride, int padding, int groups) {
    return of(
        name,
        (o, x) -> o.conv2d(x.get(0), x.get(1), x.get(2), stride, padding, groups),
        image(),
        t(4, 4 / groups, 3, 3),
        t(4));
  }

  private static List<Case> shapes() {
    return List.of(
        rows("shape", (o, x) -> o.reshape(x, o.shape(x)[0], o.shape(x)[1] * o.shape(x)[2])),
        rows("reshape", (o, x) -> o.reshape(x, -1, 2, 2)),
        rows("permute", (o, x) -> o.permute(x, 2, 0, 1)),
        rows("concat", (o, x) -> o.concat(1, List.of(x, o.affine(x, 2, 0), o.slice(x, 1, 0, 1)))),
        rows("slice", (o, x) -> o.slice(x, 2, 1, 3)),
        rows("flip", (o, x) -> o.flip(x, 2)),
        rows("block", (o, x) -> o.block(() -> o.affine(o.affine(x, 2, 0), 1, 1))),
        rows("roll", (o, x) -> o.roll(x, 1, -1)),
        of(
            "indices and embedding",
            (o, x) -> o.add(x.get(0), o.embedding(o.indices(new long[] {2, 0, 2}, 3), x.get(1))),
            t(2, 3, 4),
            t(5, 4)));
  }

  private static List<Case> pixels() {
    return List.of(
        picture("reflectPad", (o, x) -> o.reflectPad(x, 2, 1, 0, 3)),
        picture("zeroPad", (o, x) -> o.zeroPad(x, 2, 1, 0, 3)),
        picture("upsampleNearest", (o, x) -> o.upsampleNearest(x, 2)),
        picture("resizeBilinear, larger", (o, x) -> o.resizeBilinear(x, 7, 9)),
        picture("resizeBilinear, smaller", (o, x) -> o.resizeBilinear(x, 3, 2)),
        picture("avgPool", (o, x) -> o.avgPool(x, 2, 2)),
        picture("avgPool, overlapping", (o, x) -> o.avgPool(x, 3, 1)),
        picture("maxPool", (o, x) -> o.maxPool(x, 2, 2)),
        picture("pixelShuffle", (o, x) -> o.pixelShuffle(x, 2)),
        picture("pixelUnshuffle", (o, x) -> o.pixelUnshuffle(x, 2)));
  }

  private static List<Case> reductions() {
    return List.of(
        rows("mean", (o, x) -> o.mean(x, true, 1, 2)),
        rows("mean of an axis", (o, x) -> o.mean(x, false, 1)),
        rows("sum", (o, x) -> o.sum(x, false, 2)),
        rows("sum of two axes", (o, x) -> o.sum(x, true, 1, 2)),
        new Case("argMax", false, (o, x) -> o.argMax(x.get(0), 1), List.of(t(2, 3, 4))),
        new Case("argMin", false, (o, x) -> o.argMin(x.get(0), 2), List.of(t(2, 3, 4))));
  }

  private interface One {
    Object apply(Ops<Object> ops, Object x);
  }

  private static Case rows(String name, One network) {
    return of(name, (o, x) -> network.apply(o, x.get(0)), t(2, 3, 4));
  }

  private static Case picture(String name, One network) {
    return of(name, (o, x) -> network.apply(o, x.get(0)), image());
  }

  private static Case two(String name, Network network) {
    return of(name, network, t(2, 3, 4), distinct(2, 1, 3, 4));
  }

  private static Case of(String name, Network network, Tensor... inputs) {
    List<Tensor> different = new ArrayList<>();
    for (Tensor input : inputs) {
      different.add(distinct(different.size(), input.shape()));
    }
    return new Case(name, true, network, List.copyOf(different));
  }

  private static Tensor image() {
    return t(2, 4, 4, 6);
  }

  private static Tensor t(long... shape) {
    return distinct(1, shape);
  }

  /** Values in (-1, 1), all different, not near 0 or ±0.5, in random order. */
  static Tensor distinct(long seed, long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    int n = tensor.size() + 4 - tensor.size() % 4;
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      values.add((2 * i + 1f) / n - 1);
    }
    Collections.shuffle(values, new Random(seed));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = values.get(i);
    }
    return tensor;
  }
}
