// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.onnx.Attribute.integer;
import static io.pentimento.core.onnx.Attribute.integers;
import static io.pentimento.core.onnx.Attribute.real;
import static io.pentimento.core.onnx.Attribute.text;

import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.graph.ShapeInference;
import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Records an ONNX graph.
 *
 * <pre>{@code
 * OnnxOps ops = new OnnxOps(weights::get);
 * OnnxValue image = ops.input("image", DataType.FLOAT, BATCH, 3, 512, 512);
 * ops.output("restored", network.forward(ops, image));
 * OnnxModelFile.write(ops.model(Map.of()), path);
 * }</pre>
 *
 * <p>Height and width are fixed in the graph. Weights that a node uses unchanged have the names of
 * the checkpoint. The operators are chosen for the speed of ONNX Runtime on CPUs.
 */
public final class OnnxOps implements GraphOps<OnnxValue> {
  private final GraphBuilder graph = new GraphBuilder();
  private final Weights weights;
  private final GraphPrecision precision;
  private final Map<List<Object>, OnnxValue> constants = new HashMap<>();

  /** Reads weights from a function that returns null for unknown names. */
  public OnnxOps(Function<String, Tensor> weights) {
    this(Weights.checked(weights));
  }

  /** As {@link #OnnxOps(Function)}, in another precision than float32. */
  public OnnxOps(Function<String, Tensor> weights, GraphPrecision precision) {
    this(Weights.checked(weights), precision);
  }

  OnnxOps(Weights weights) {
    this(weights, GraphPrecision.FLOAT32);
  }

  private OnnxOps(Weights weights, GraphPrecision precision) {
    this.weights = weights;
    this.precision = precision;
  }

  /** A whole network as a model without metadata. */
  public static OnnxModel record(NetworkGraph network, GraphPrecision precision) {
    OnnxOps ops = new OnnxOps(network::weight, precision);
    network.record(ops);
    return ops.model(Map.of());
  }

  @Override
  public OnnxValue input(String name, long... shape) {
    return input(name, DataType.FLOAT, shape);
  }

  /** As {@link #input(String, long...)}, with another type than float32. */
  public OnnxValue input(String name, DataType type, long... shape) {
    return graph.input(new OnnxValue(name, type, shape));
  }

  @Override
  public void output(String name, OnnxValue value) {
    graph.output(name, value);
  }

  /** The recorded graph; {@code metadata} is stored in the file and read by the session. */
  public OnnxModel model(Map<String, String> metadata) {
    return graph.model(metadata);
  }

  // Sources

  @Override
  public OnnxValue param(String name, long... shape) {
    return graph.store(Initializer.floats(name, weights.find(name, shape), shape));
  }

  @Override
  public OnnxValue constant(float[] values, long... shape) {
    float[] copy = values.clone();
    ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(copy);
    return constants.computeIfAbsent(
        List.of(DataType.FLOAT, bytes, checked(shape, values.length)),
        k -> graph.store(Initializer.floats(constantName(), () -> copy, shape)));
  }

  @Override
  public OnnxValue indices(long[] values, long... shape) {
    byte[] stored = new byte[values.length * Long.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constants.computeIfAbsent(
        List.of(DataType.INT64, bytes, checked(shape, values.length)),
        k -> graph.store(Initializer.integers(constantName(), stored, shape)));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Long> checked(long[] shape, int count) {
    if (ShapeInference.product(shape) != count) {
      throw new IllegalArgumentException(
          "%d values do not fill the shape %s".formatted(count, Arrays.toString(shape)));
    }
    return LongStream.of(shape).boxed().toList();
  }

  private String constantName() {
    return "constant_" + constants.size();
  }

  private OnnxValue scalar(double value) {
    return constant(new float[] {(float) value});
  }

  private OnnxValue list(long... values) {
    return indices(values, values.length);
  }

  @Override
  public long[] shape(OnnxValue x) {
    return x.shape();
  }

  // Elementwise

  @Override
  public OnnxValue add(OnnxValue a, OnnxValue b) {
    return binary("Add", a, b);
  }

  @Override
  public OnnxValue sub(OnnxValue a, OnnxValue b) {
    return binary("Sub", a, b);
  }

  @Override
  public OnnxValue mul(OnnxValue a, OnnxValue b) {
    return binary("Mul", a, b);
  }

  @Override
  public OnnxValue div(OnnxValue a, OnnxValue b) {
    return binary("Div", a, b);
  }

  @Override
  public OnnxValue affine(OnnxValue x, double factor, double offset) {
    OnnxValue scaled = factor == 1 ? x : mul(x, scalar(factor));
    return offset == 0 ? scaled : add(scaled, scalar(offset));
  }

  @Override
  public OnnxValue exp(OnnxValue x) {
    return unary("Exp", x);
  }

  @Override
  public OnnxValue log(OnnxValue x) {
    return unary("Log", x);
  }

  @Override
  public OnnxValue sin(OnnxValue x) {
    return unary("Sin", x);
  }

  @Override
  public OnnxValue cos(OnnxValue x) {
    return unary("Cos", x);
  }

  @Override
  public OnnxValue sqrt(OnnxValue x) {
    return unary("Sqrt", x);
  }

  @Override
  public OnnxValue abs(OnnxValue x) {
    return unary("Abs", x);
  }

  @Override
  public OnnxValue sigmoid(OnnxValue x) {
    return unary("Sigmoid", x);
  }

  @Override
  public OnnxValue relu(OnnxValue x) {
    return unary("Relu", x);
  }

  @Override
  public OnnxValue leakyRelu(OnnxValue x, double negativeSlope) {
    return unary("LeakyRelu", x, real("alpha", negativeSlope));
  }

  @Override
  public OnnxValue gelu(OnnxValue x) {
    return unary("Gelu", x);
  }

  @Override
  public OnnxValue silu(OnnxValue x) {
    return mul(x, sigmoid(x));
  }

  @Override
  public OnnxValue clip(OnnxValue x, double min, double max) {
    return same("Clip", List.of(x, scalar(min), scalar(max)));
  }

  // Linear algebra

  @Override
  public OnnxValue matmul(OnnxValue a, OnnxValue b) {
    return node("MatMul", ShapeInference.matmul(a.shape(), b.shape()), List.of(a, b));
  }

  @Override
  public OnnxValue linear(OnnxValue x, OnnxValue weight, @Nullable OnnxValue bias) {
    long[] out = ShapeInference.linear(x.shape(), weight.shape());
    if (x.rank() == 2) {
      return node("Gemm", out, withBias(x, weight, bias), integer("transB", 1));
    }
    OnnxValue product = node("MatMul", out, List.of(x, permute(weight, 1, 0)));
    return bias == null ? product : add(product, bias);
  }

  @Override
  public OnnxValue conv2d(
      OnnxValue x,
      OnnxValue weight,
      @Nullable OnnxValue bias,
      int stride,
      int padding,
      int groups) {
    return node(
        "Conv",
        ShapeInference.conv(x.shape(), weight.shape(), stride, padding, groups),
        withBias(x, weight, bias),
        integers("strides", stride, stride),
        integers("pads", padding, padding, padding, padding),
        integer("group", groups));
  }

  private static List<OnnxValue> withBias(OnnxValue x, OnnxValue weight, @Nullable OnnxValue bias) {
    return bias == null ? List.of(x, weight) : List.of(x, weight, bias);
  }

  // Normalisation

  /**
   * Uses an instance normalisation of each group's channels, which is faster on CPUs than the
   * operator.
   */
  @Override
  public OnnxValue groupNorm(
      OnnxValue x, int groups, OnnxValue weight, OnnxValue bias, double eps) {
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    OnnxValue grouped = reshape(x, x.dim(0), groups, -1);
    List<OnnxValue> from =
        List.of(grouped, constant(ones, groups), constant(new float[groups], groups));
    OnnxValue normal =
        reshape(same("InstanceNormalization", from, real("epsilon", eps)), x.shape());
    long[] perChannel = new long[x.rank() - 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = x.dim(1);
    return add(mul(normal, reshape(weight, perChannel)), reshape(bias, perChannel));
  }

  @Override
  public OnnxValue layerNorm(OnnxValue x, OnnxValue weight, OnnxValue bias, double eps) {
    return same("LayerNormalization", List.of(x, weight, bias), real("epsilon", eps));
  }

  @Override
  public OnnxValue softmax(OnnxValue x, int axis) {
    return unary("Softmax", x, integer("axis", axis));
  }

  // Shape

  @Override
  public OnnxValue reshape(OnnxValue x, long... shape) {
    long[] to = ShapeInference.reshape(x.shape(), shape);
    if (Arrays.equals(to, x.shape())) {
      return x;
    }
    Initializer stored = graph.stored(x);
    return stored != null && stored.isFloat()
        ? graph.store(StoredTensors.reshaped(stored, to))
        : node("Reshape", x.type(), to, List.of(x, list(openTarget(x.shape(), to))));
  }

  /** In ONNX, 0 means "as in the input" and -1 "the rest"; -1 is allowed only once. */
  private static long[] openTarget(long[] from, long[] to) {
    long[] target = to.clone();
    int rest = 0;
    for (int i = 0; i < to.length; i++) {
      if (BatchDimension.isOpen(to[i])) {
        boolean kept = i < from.length && from[i] == to[i];
        target[i] = kept ? 0 : -1;
        rest += kept ? 0 : 1;
      }
    }
    if (rest > 1) {
      throw new IllegalArgumentException(
          "cannot reshape %s to %s: the batch size enters more than one dimension"
              .formatted(Arrays.toString(from), Arrays.toString(to)));
    }
    return target;
  }

  @Override
  public OnnxValue permute(OnnxValue x, int... axes) {
    long[] to = ShapeInference.permute(x.shape(), axes);
    Initializer stored = graph.stored(x);
    if (stored != null && stored.isFloat()) {
      return graph.store(StoredTensors.permuted(stored, axes));
    }
    long[] perm = Arrays.stream(axes).asLongStream().toArray();
    return node("Transpose", x.type(), to, List.of(x), integers("perm", perm));
  }

  @Override
  public OnnxValue concat(int axis, List<OnnxValue> xs) {
    OnnxValue first = xs.get(0);
    int along = ShapeInference.axis(axis, first.rank());
    long[] to = ShapeInference.concat(along, xs.stream().map(OnnxValue::shape).toList());
    return node("Concat", first.type(), to, xs, integer("axis", along));
  }

  @Override
  public OnnxValue slice(OnnxValue x, int axis, long from, long to) {
    int along = ShapeInference.axis(axis, x.rank());
    if (from < 0 || to > x.dim(along) || from >= to) {
      throw new IllegalArgumentException(
          "cannot take %d to %d of axis %d of %s"
              .formatted(from, to, along, Arrays.toString(x.shape())));
    }
    long[] out = ShapeInference.with(x.shape(), along, to - from);
    return node("Slice", x.type(), out, List.of(x, list(from), list(to), list(along)));
  }

  @Override
  public OnnxValue flip(OnnxValue x, int axis) {
    int along = ShapeInference.axis(axis, x.rank());
    // From the last element (-1) past the first one, in steps of -1.
    List<OnnxValue> from = List.of(x, list(-1), list(Long.MIN_VALUE), list(along), list(-1));
    return node("Slice", x.type(), x.shape(), from);
  }

  @Override
  public OnnxValue reflectPad(OnnxValue x, int left, int right, int top, int bottom) {
    return pad("reflect", x, left, right, top, bottom);
  }

  @Override
  public OnnxValue zeroPad(OnnxValue x, int left, int right, int top, int bottom) {
    return pad("constant", x, left, right, top, bottom);
  }

  private OnnxValue pad(String mode, OnnxValue x, int left, int right, int top, int bottom) {
    long[] out = {x.dim(0), x.dim(1), x.dim(2) + top + bottom, x.dim(3) + left + right};
    OnnxValue amounts = list(0, 0, top, left, 0, 0, bottom, right);
    return node("Pad", x.type(), out, List.of(x, amounts), text("mode", mode));
  }

  /** By scales, which ONNX Runtime's blocked layout supports. */
  @Override
  public OnnxValue upsampleNearest(OnnxValue x, int factor) {
    return node(
        "Resize",
        new long[] {x.dim(0), x.dim(1), x.dim(2) * factor, x.dim(3) * factor},
        Arrays.asList(x, null, constant(new float[] {1, 1, factor, factor}, 4)),
        text("mode", "nearest"),
        text("coordinate_transformation_mode", "asymmetric"),
        text("nearest_mode", "floor"));
  }

  /** By sizes: the product of a size and a rounded scale can be below the intended integer. */
  @Override
  public OnnxValue resizeBilinear(OnnxValue x, long height, long width) {
    return node(
        "Resize",
        new long[] {x.dim(0), x.dim(1), height, width},
        Arrays.asList(x, null, null, list(height, width)),
        text("mode", "linear"),
        text("coordinate_transformation_mode", "half_pixel"),
        integers("axes", 2, 3));
  }

  @Override
  public OnnxValue avgPool(OnnxValue x, int kernel, int stride) {
    return pool("AveragePool", x, kernel, stride);
  }

  @Override
  public OnnxValue maxPool(OnnxValue x, int kernel, int stride) {
    return pool("MaxPool", x, kernel, stride);
  }

  private OnnxValue pool(String operator, OnnxValue x, int kernel, int stride) {
    return node(
        operator,
        ShapeInference.pool(x.shape(), kernel, stride),
        List.of(x),
        integers("kernel_shape", kernel, kernel),
        integers("strides", stride, stride));
  }

  // Reduction and indexing

  @Override
  public OnnxValue mean(OnnxValue x, boolean keepDims, int... axes) {
    return reduce("ReduceMean", x, keepDims, axes);
  }

  @Override
  public OnnxValue sum(OnnxValue x, boolean keepDims, int... axes) {
    return reduce("ReduceSum", x, keepDims, axes);
  }

  private OnnxValue reduce(String operator, OnnxValue x, boolean keepDims, int[] axes) {
    OnnxValue along = list(Arrays.stream(axes).asLongStream().toArray());
    long[] out = ShapeInference.reduce(x.shape(), keepDims, axes);
    return node(operator, x.type(), out, List.of(x, along), integer("keepdims", keepDims ? 1 : 0));
  }

  @Override
  public OnnxValue argMax(OnnxValue x, int axis) {
    return argument("ArgMax", x, axis);
  }

  @Override
  public OnnxValue argMin(OnnxValue x, int axis) {
    return argument("ArgMin", x, axis);
  }

  private OnnxValue argument(String operator, OnnxValue x, int axis) {
    long[] out = ShapeInference.reduce(x.shape(), false, new int[] {axis});
    return node(
        operator, DataType.INT64, out, List.of(x), integer("axis", axis), integer("keepdims", 0));
  }

  @Override
  public OnnxValue embedding(OnnxValue indices, OnnxValue table) {
    long[] out = Arrays.copyOf(indices.shape(), indices.rank() + 1);
    out[indices.rank()] = table.dim(1);
    return node("Gather", out, List.of(table, indices), integer("axis", 0));
  }

  // Nodes

  private OnnxValue unary(String operator, OnnxValue x, Attribute... attributes) {
    return same(operator, Collections.singletonList(x), attributes);
  }

  private OnnxValue binary(String operator, OnnxValue a, OnnxValue b) {
    long[] out = ShapeInference.broadcast(a.shape(), b.shape());
    return node(operator, a.type(), out, List.of(a, b));
  }

  /** A node whose output has the shape and type of its first input. */
  private OnnxValue same(String operator, List<OnnxValue> from, Attribute... attributes) {
    OnnxValue x = from.get(0);
    return node(operator, x.type(), x.shape(), from, attributes);
  }

  private OnnxValue node(
      String operator, long[] shape, List<OnnxValue> from, Attribute... attributes) {
    return node(operator, DataType.FLOAT, shape, from, attributes);
  }

  private OnnxValue node(
      String operator, DataType type, long[] shape, List<OnnxValue> from, Attribute... attributes) {
    if (isHalved(operator, from)) {
      List<OnnxValue> halves = from.stream().map(this::halved).toList();
      return cast(
          graph.node(operator, DataType.FLOAT16, shape, halves, attributes), DataType.FLOAT);
    }
    return graph.node(operator, type, shape, from, attributes);
  }

  private boolean isHalved(String operator, List<OnnxValue> from) {
    if (from.size() < 2 || from.get(1) == null) {
      return false;
    }
    Initializer weight = graph.stored(from.get(1));
    return weight != null && weight.isFloat() && precision.halves(operator, weight.value().name());
  }

  /** Null remains null: it omits an optional input. */
  private @Nullable OnnxValue halved(@Nullable OnnxValue x) {
    if (x == null) {
      return null;
    }
    Initializer stored = graph.stored(x);
    return stored != null && stored.isFloat()
        ? graph.store(stored.halved())
        : cast(x, DataType.FLOAT16);
  }

  private OnnxValue cast(OnnxValue x, DataType type) {
    return graph.node("Cast", type, x.shape(), List.of(x), integer("to", type.code()));
  }
}
