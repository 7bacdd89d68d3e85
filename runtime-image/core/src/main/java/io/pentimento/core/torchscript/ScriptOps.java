// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.torchscript;

import static io.pentimento.core.torchscript.ElementType.FLOAT;
import static io.pentimento.core.torchscript.ElementType.INTEGER;
import static io.pentimento.core.torchscript.ElementType.REDUCED;
import static io.pentimento.core.torchscript.ScriptWriter.list;

import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.ShapeInference;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a network as TorchScript.
 *
 * <p>One call computes the whole network in libtorch: there is no call from Java per operation, and
 * intermediate values are freed when they are no longer needed. Height and width are fixed in the
 * script; the batch size is free.
 */
public final class ScriptOps implements GraphOps<ScriptValue> {
  private final ScriptWriter script = new ScriptWriter();
  private final Function<String, Tensor> weights;
  private final ScriptPrecision precision;
  private final MemoryLayout layout;
  private final List<ScriptGraph.Input> inputs = new ArrayList<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Map<List<Object>, ScriptValue> constants = new HashMap<>();

  /**
   * @param weights returns null for unknown names
   */
  public ScriptOps(
      Function<String, Tensor> weights, ScriptPrecision precision, MemoryLayout layout) {
    this.weights = weights;
    this.precision = precision;
    this.layout = layout;
  }

  /** The complete script. */
  public ScriptGraph graph() {
    return script.graph(inputs, outputs);
  }

  @Override
  public ScriptValue input(String name, long... shape) {
    inputs.add(new ScriptGraph.Input(name, shape));
    return script.let(FLOAT, shape, "inputs[%d]".formatted(inputs.size() - 1));
  }

  @Override
  public void output(String name, ScriptValue value) {
    outputs.put(name, value.type() == INTEGER ? full(value, INTEGER) : full(value, FLOAT));
  }

  // Sources

  @Override
  public ScriptValue param(String name, long... shape) {
    Tensor tensor = weights.apply(name);
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          "The network needs the weight '%s' with the shape %s; the checkpoint has %s."
              .formatted(
                  name,
                  Arrays.toString(shape),
                  tensor == null ? "none" : Arrays.toString(tensor.shape())));
    }
    return ScriptValue.of(new StoredTensor(name, FLOAT, shape, tensor::data));
  }

  @Override
  public ScriptValue constant(float[] values, long... shape) {
    return constant(FLOAT, values.clone(), shape);
  }

  @Override
  public ScriptValue indices(long[] values, long... shape) {
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return constant(INTEGER, numbers, shape);
  }

  private ScriptValue constant(ElementType type, float[] values, long... shape) {
    ShapeInference.reshape(new long[] {values.length}, shape);
    List<Object> key =
        List.of(type, java.nio.FloatBuffer.wrap(values), LongStream.of(shape).boxed().toList());
    return constants.computeIfAbsent(
        key,
        k ->
            ScriptValue.of(
                new StoredTensor("constant_" + constants.size(), type, shape, () -> values)));
  }

  @Override
  public long[] shape(ScriptValue x) {
    return x.shape().clone();
  }

  // Elementwise

  @Override
  public ScriptValue add(ScriptValue a, ScriptValue b) {
    return binary("torch.add", a, b);
  }

  @Override
  public ScriptValue sub(ScriptValue a, ScriptValue b) {
    return binary("torch.sub", a, b);
  }

  @Override
  public ScriptValue mul(ScriptValue a, ScriptValue b) {
    return binary("torch.mul", a, b);
  }

  @Override
  public ScriptValue div(ScriptValue a, ScriptValue b) {
    return binary("torch.div", a, b);
  }

  @Override
  public ScriptValue affine(ScriptValue x, double factor, double offset) {
    ScriptValue scaled = factor == 1 ? x : same("torch.mul(%s, " + factor + ")", x);
    return offset == 0 ? scaled : same("torch.add(%s, " + offset + ")", scaled);
  }

  @Override
  public ScriptValue exp(ScriptValue x) {
    return inFloat("torch.exp(%s)", x);
  }

  @Override
  public ScriptValue log(ScriptValue x) {
    return inFloat("torch.log(%s)", x);
  }

  @Override
  public ScriptValue sin(ScriptValue x) {
    return inFloat("torch.sin(%s)", x);
  }

  @Override
  public ScriptValue cos(ScriptValue x) {
    return inFloat("torch.cos(%s)", x);
  }

  @Override
  public ScriptValue sqrt(ScriptValue x) {
    return inFloat("torch.sqrt(%s)", x);
  }

  @Override
  public ScriptValue abs(ScriptValue x) {
    return same("torch.abs(%s)", x);
  }

  @Override
  public ScriptValue sigmoid(ScriptValue x) {
    return same("torch.sigmoid(%s)", x);
  }

  @Override
  public ScriptValue relu(ScriptValue x) {
    return same("torch.relu(%s)", x);
  }

  @Override
  public ScriptValue leakyRelu(ScriptValue x, double negativeSlope) {
    return same("torch.leaky_relu(%s, " + negativeSlope + ")", x);
  }

  @Override
  public ScriptValue gelu(ScriptValue x) {
    return same("torch.gelu(%s)", x);
  }

  @Override
  public ScriptValue silu(ScriptValue x) {
    return same("torch.silu(%s)", x);
  }

  @Override
  public ScriptValue clip(ScriptValue x, double min, double max) {
    return same("torch.clamp(%s, " + min + ", " + max + ")", x);
  }

  // Linear algebra

  @Override
  public ScriptValue matmul(ScriptValue a, ScriptValue b) {
    ElementType type = a.type() == REDUCED || b.type() == REDUCED ? REDUCED : FLOAT;
    return script.let(
        type,
        ShapeInference.matmul(a.shape(), b.shape()),
        "torch.matmul(%s, %s)".formatted(full(a, type), full(b, type)));
  }

  @Override
  public ScriptValue linear(ScriptValue x, ScriptValue weight, @Nullable ScriptValue bias) {
    ElementType type = precision.of(weight);
    return script.let(
        type,
        ShapeInference.linear(x.shape(), weight.shape()),
        "torch.linear(%s, %s, %s)"
            .formatted(full(x, type), full(weight, type), optional(bias, type)));
  }

  @Override
  public ScriptValue conv2d(
      ScriptValue x,
      ScriptValue weight,
      @Nullable ScriptValue bias,
      int stride,
      int padding,
      int groups) {
    ElementType type = precision.of(weight);
    return script.let(
        type,
        ShapeInference.conv(x.shape(), weight.shape(), stride, padding, groups),
        "torch.conv2d(%s, %s, %s, %s, %s, [1, 1], %d)"
            .formatted(
                full(x, type),
                full(weight, type),
                optional(bias, type),
                square(stride),
                square(padding),
                groups));
  }

  private String optional(@Nullable ScriptValue x, ElementType type) {
    return x == null ? "None" : full(x, type);
  }

  // Normalisation

  @Override
  public ScriptValue groupNorm(
      ScriptValue x, int groups, ScriptValue weight, ScriptValue bias, double eps) {
    return layout == MemoryLayout.CHANNELS_LAST && x.rank() == 4
        ? groupNormInPlaceOrder(x, groups, weight, bias, eps)
        : script.let(
            x.type(),
            x.shape(),
            "torch.group_norm(%s, %d, %s, %s, %s, False)"
                .formatted(
                    full(x, x.type()), groups, full(weight, x.type()), full(bias, x.type()), eps));
  }

  /**
   * As scale and shift per image and channel: libtorch's operator would first copy images in the
   * channels-last layout into the other layout.
   */
  private ScriptValue groupNormInPlaceOrder(
      ScriptValue x, int groups, ScriptValue weight, ScriptValue bias, double eps) {
    long[] s = x.shape();
    long each = s[1] / groups;
    String grouped =
        "torch.reshape(%s, %s)"
            .formatted(full(x, FLOAT), ScriptWriter.shape(s[0], groups, each, s[2], s[3]));
    List<String> moments =
        script.assignAll(2, "torch.var_mean(%s, [2, 3, 4], False, True)".formatted(grouped));
    ScriptValue inverse =
        script.let(
            FLOAT,
            new long[] {s[0], groups, 1, 1, 1},
            "torch.rsqrt(torch.add(%s, %s))".formatted(moments.get(0), eps));
    long[] perChannel = {s[0], s[1], 1, 1};
    String target = ScriptWriter.shape(perChannel);
    String scale = "torch.reshape(%s, [1, %d, %d, 1, 1])";
    ScriptValue factor =
        script.let(
            FLOAT,
            perChannel,
            "torch.reshape(torch.mul(%s, %s), %s)"
                .formatted(
                    inverse.name(), scale.formatted(full(weight, FLOAT), groups, each), target));
    ScriptValue shift =
        script.let(
            FLOAT,
            perChannel,
            "torch.sub(torch.reshape(%s, [1, %d, 1, 1]), torch.reshape(torch.mul(torch.mul(%s, %s), %s), %s))"
                .formatted(
                    full(bias, FLOAT),
                    s[1],
                    moments.get(1),
                    inverse.name(),
                    scale.formatted(full(weight, FLOAT), groups, each),
                    target));
    return script.let(
        x.type(),
        s,
        "torch.addcmul(%s, %s, %s)"
            .formatted(full(shift, x.type()), full(x, x.type()), full(factor, x.type())));
  }

  @Override
  public ScriptValue layerNorm(ScriptValue x, ScriptValue weight, ScriptValue bias, double eps) {
    return script.let(
        x.type(),
        x.shape(),
        "torch.layer_norm(%s, %s, %s, %s, %s, False)"
            .formatted(
                full(x, x.type()),
                list(weight.shape()),
                full(weight, x.type()),
                full(bias, x.type()),
                eps));
  }

  @Override
  public ScriptValue softmax(ScriptValue x, int axis) {
    return same("torch.softmax(%s, " + axis + ")", x);
  }

  /** In reduced precision with the fused operator, which never stores the attention weights. */
  @Override
  public ScriptValue attention(
      ScriptValue q, ScriptValue k, ScriptValue v, double scale, @Nullable ScriptValue bias) {
    if (q.type() != REDUCED) {
      return GraphOps.super.attention(q, k, v, scale, bias);
    }
    long[] out = q.shape().clone();
    out[out.length - 1] = v.shape()[v.rank() - 1];
    return script.let(
        REDUCED,
        out,
        "torch.scaled_dot_product_attention(%s.contiguous(), %s.contiguous(), %s.contiguous(), %s, 0., False, scale=%s)"
            .formatted(
                full(q, REDUCED),
                full(k, REDUCED),
                full(v, REDUCED),
                optional(bias, REDUCED),
                scale));
  }

  // Shape

  @Override
  public ScriptValue reshape(ScriptValue x, long... shape) {
    long[] to = ShapeInference.reshape(x.shape(), shape);
    String target = ScriptWriter.shape(to);
    return Arrays.equals(to, x.shape())
        ? x
        : moved(x, to, e -> "torch.reshape(%s, %s)".formatted(e, target));
  }

  @Override
  public ScriptValue permute(ScriptValue x, int... axes) {
    return moved(
        x,
        ShapeInference.permute(x.shape(), axes),
        e -> "torch.permute(%s, %s)".formatted(e, list(axes)));
  }

  @Override
  public ScriptValue concat(int axis, List<ScriptValue> xs) {
    int along = ShapeInference.axis(axis, xs.get(0).rank());
    ElementType type = xs.stream().map(ScriptValue::type).reduce(ScriptOps::wider).orElseThrow();
    String joined = xs.stream().map(x -> full(x, type)).collect(Collectors.joining(", "));
    return script.let(
        type,
        ShapeInference.concat(along, xs.stream().map(ScriptValue::shape).toList()),
        "torch.cat([%s], %d)".formatted(joined, along));
  }

  @Override
  public ScriptValue slice(ScriptValue x, int axis, long from, long to) {
    int along = ShapeInference.axis(axis, x.rank());
    if (from < 0 || to > x.shape()[along] || from >= to) {
      throw new IllegalArgumentException(
          "cannot take %d to %d of axis %d of %s"
              .formatted(from, to, along, Arrays.toString(x.shape())));
    }
    return moved(
        x,
        ShapeInference.with(x.shape(), along, to - from),
        e -> "torch.narrow(%s, %d, %d, %d)".formatted(e, along, from, to - from));
  }

  @Override
  public ScriptValue flip(ScriptValue x, int axis) {
    return moved(x, x.shape(), e -> "torch.flip(%s, [%d])".formatted(e, axis));
  }

  @Override
  public ScriptValue roll(ScriptValue x, int axis, long shift) {
    return moved(x, x.shape(), e -> "torch.roll(%s, [%d], [%d])".formatted(e, shift, axis));
  }

  @Override
  public ScriptValue reflectPad(ScriptValue x, int left, int right, int top, int bottom) {
    return moved(
        x,
        padded(x, left, right, top, bottom),
        e -> "torch.reflection_pad2d(%s, %s)".formatted(e, list(left, right, top, bottom)));
  }

  @Override
  public ScriptValue zeroPad(ScriptValue x, int left, int right, int top, int bottom) {
    return moved(
        x,
        padded(x, left, right, top, bottom),
        e -> "torch.constant_pad_nd(%s, %s, 0.)".formatted(e, list(left, right, top, bottom)));
  }

  private static long[] padded(ScriptValue x, int left, int right, int top, int bottom) {
    long[] s = x.shape();
    return new long[] {s[0], s[1], s[2] + top + bottom, s[3] + left + right};
  }

  @Override
  public ScriptValue upsampleNearest(ScriptValue x, int factor) {
    long[] s = x.shape();
    long[] to = {s[0], s[1], s[2] * factor, s[3] * factor};
    return moved(
        x,
        to,
        e -> "torch.upsample_nearest2d(%s, %s, None, None)".formatted(e, list(to[2], to[3])));
  }

  @Override
  public ScriptValue resizeBilinear(ScriptValue x, long height, long width) {
    long[] to = {x.shape()[0], x.shape()[1], height, width};
    return moved(
        x,
        to,
        e ->
            "torch.upsample_bilinear2d(%s, %s, False, None, None)"
                .formatted(e, list(height, width)));
  }

  @Override
  public ScriptValue avgPool(ScriptValue x, int kernel, int stride) {
    return moved(
        x,
        ShapeInference.pool(x.shape(), kernel, stride),
        e ->
            "torch.avg_pool2d(%s, %s, %s, [0, 0], False, True, None)"
                .formatted(e, square(kernel), square(stride)));
  }

  @Override
  public ScriptValue maxPool(ScriptValue x, int kernel, int stride) {
    return moved(
        x,
        ShapeInference.pool(x.shape(), kernel, stride),
        e ->
            "torch.max_pool2d(%s, %s, %s, [0, 0], [1, 1], False)"
                .formatted(e, square(kernel), square(stride)));
  }

  // Reduction and indexing

  @Override
  public ScriptValue mean(ScriptValue x, boolean keepDims, int... axes) {
    return reduce("torch.mean", x, keepDims, axes);
  }

  @Override
  public ScriptValue sum(ScriptValue x, boolean keepDims, int... axes) {
    return reduce("torch.sum", x, keepDims, axes);
  }

  private ScriptValue reduce(String operator, ScriptValue x, boolean keepDims, int... axes) {
    return script.let(
        FLOAT,
        ShapeInference.reduce(x.shape(), keepDims, axes),
        "%s(%s, %s, %s)"
            .formatted(operator, full(x, FLOAT), list(axes), keepDims ? "True" : "False"));
  }

  @Override
  public ScriptValue argMax(ScriptValue x, int axis) {
    return argument("torch.argmax", x, axis);
  }

  @Override
  public ScriptValue argMin(ScriptValue x, int axis) {
    return argument("torch.argmin", x, axis);
  }

  private ScriptValue argument(String operator, ScriptValue x, int axis) {
    return script.let(
        INTEGER,
        ShapeInference.reduce(x.shape(), false, new int[] {axis}),
        "%s(%s, %d, False)".formatted(operator, full(x, x.type()), axis));
  }

  @Override
  public ScriptValue embedding(ScriptValue indices, ScriptValue table) {
    long[] out = Arrays.copyOf(indices.shape(), indices.rank() + 1);
    out[indices.rank()] = table.shape()[1];
    return script.let(
        table.type(),
        out,
        "torch.embedding(%s, %s)".formatted(full(table, table.type()), full(indices, INTEGER)));
  }

  // Statements

  private String full(ScriptValue x, ElementType type) {
    return script.text(x, type);
  }

  private ScriptValue same(String expression, ScriptValue x) {
    return script.let(x.type(), x.shape(), expression.formatted(full(x, x.type())));
  }

  private ScriptValue inFloat(String expression, ScriptValue x) {
    return script.let(FLOAT, x.shape(), expression.formatted(full(x, FLOAT)));
  }

  /** An operation that moves values without computing; for a stored tensor it is a view. */
  private ScriptValue moved(ScriptValue x, long[] shape, UnaryOperator<String> expression) {
    return x.isStored()
        ? x.viewed(expression, shape)
        : script.let(x.type(), shape, expression.apply(full(x, x.type())));
  }

  private ScriptValue binary(String operator, ScriptValue a, ScriptValue b) {
    ElementType type = common(a, b);
    return script.let(
        type,
        ShapeInference.broadcast(a.shape(), b.shape()),
        "%s(%s, %s)".formatted(operator, full(a, type), full(b, type)));
  }

  /** Stored tensors and single numbers are converted to the type of the other operand. */
  private static ElementType common(ScriptValue a, ScriptValue b) {
    if (a.isStoredFloat() || a.rank() == 0) {
      return b.type();
    }
    return b.isStoredFloat() || b.rank() == 0 ? a.type() : wider(a.type(), b.type());
  }

  private static ElementType wider(ElementType a, ElementType b) {
    return a == FLOAT || b == FLOAT ? FLOAT : a;
  }

  private static String square(int n) {
    return list(n, n);
  }
}
