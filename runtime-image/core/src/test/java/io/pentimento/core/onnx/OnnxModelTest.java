// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.graph.BatchDimension.BATCH;
import static io.pentimento.core.onnx.Recorded.ONE_THREAD;
import static io.pentimento.core.onnx.Recorded.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
  private static final Map<String, Tensor> WEIGHTS =
      Map.of(
          "conv.weight", wave(1, 4, 3, 3, 3),
          "conv.bias", wave(2, 4),
          "norm.weight", wave(3, 4),
          "norm.bias", wave(4, 4),
          "head.weight", wave(5, 2, 4),
          "head.bias", wave(6, 2));

  private static OnnxOps recorded() {
    OnnxOps ops = new OnnxOps(WEIGHTS::get);
    ops.output("scores", network(ops, ops.input("image", DataType.FLOAT, BATCH, 3, 8, 8)));
    return ops;
  }

  private static OnnxValue network(OnnxOps o, OnnxValue x) {
    OnnxValue h = o.conv2d(x, o.param("conv.weight", 4, 3, 3, 3), o.param("conv.bias", 4), 2, 1, 1);
    h = o.silu(o.groupNorm(h, 2, o.param("norm.weight", 4), o.param("norm.bias", 4), 1e-5));
    return o.linear(o.mean(h, false, 2, 3), o.param("head.weight", 2, 4), o.param("head.bias", 2));
  }

  private static OnnxModel model() {
    return recorded().model(Map.of("pentimento.architecture", "tiny", "pentimento.size", "8"));
  }

  @Test
  void theOfficialProtobufClassesReadTheFile() throws IOException {
    OnnxMl.ModelProto read = OnnxMl.ModelProto.parseFrom(model().toBytes());
    assertThat(read.getIrVersion()).isEqualTo(10);
    assertThat(read.getOpsetImport(0).getVersion()).isEqualTo(21);
    assertThat(read.getMetadataPropsList())
        .extracting(p -> p.getKey() + "=" + p.getValue())
        .containsExactly("pentimento.architecture=tiny", "pentimento.size=8");
    OnnxMl.GraphProto graph = read.getGraph();
    assertThat(graph.getInput(0).getType().getTensorType().getShape().getDimList())
        .extracting(d -> d.getDimParam() + d.getDimValue())
        .containsExactly("N0", "3", "8", "8");
    OnnxMl.NodeProto conv = graph.getNode(0);
    assertThat(conv.getOpType()).isEqualTo("Conv");
    assertThat(conv.getInputList()).containsExactly("image", "conv.weight", "conv.bias");
    assertThat(conv.getAttributeList())
        .filteredOn(a -> a.getName().equals("strides"))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.getType()).isEqualTo(OnnxMl.AttributeProto.AttributeType.INTS);
              assertThat(a.getIntsList()).containsExactly(2L, 2L);
            });
    assertThat(graph.getInitializerList())
        .filteredOn(t -> t.getName().equals("conv.bias"))
        .singleElement()
        .satisfies(
            t ->
                assertThat(
                        t.getRawData()
                            .asReadOnlyByteBuffer()
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getFloat())
                    .isEqualTo(WEIGHTS.get("conv.bias").data()[0]));
  }

  @Test
  void aTensorIsStoredOnceAndOnlyIfUsed() throws IOException {
    OnnxOps ops = new OnnxOps(WEIGHTS::get);
    OnnxValue x = ops.input("x", DataType.FLOAT, BATCH, 4);
    ops.param("conv.weight", 4, 3, 3, 3);
    OnnxValue twice =
        ops.add(
            ops.mul(ops.affine(x, 2, 0), ops.param("conv.bias", 4)),
            ops.mul(ops.affine(x, 2, 0), ops.param("conv.bias", 4)));
    ops.output("y", twice);
    OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(ops.model(Map.of()).toBytes()).getGraph();
    assertThat(graph.getInitializerList())
        .extracting(OnnxMl.TensorProto::getName)
        .containsExactlyInAnyOrder("conv.bias", "constant_0");
  }

  @Test
  void oneFileSupportsAnyBatch() {
    try (OnnxSession session = OnnxSession.of(model(), ONE_THREAD)) {
      Tensor three = wave(0, 3, 3, 8, 8);
      Tensor together = session.run(three);
      assertThat(together.shape()).containsExactly(3, 2);
      for (int n = 0; n < 3; n++) {
        assertThat(session.run(three.item(n)).data())
            .containsExactly(together.item(n).data(), Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void theNetworkComputesItsDefinition() {
    Tensor x = wave(0, 2, 3, 8, 8);
    Tensor conv = NaiveOps.conv2d(x, WEIGHTS.get("conv.weight"), WEIGHTS.get("conv.bias"), 2, 1, 1);
    Tensor norm =
        NaiveOps.groupNorm(conv, 2, WEIGHTS.get("norm.weight"), WEIGHTS.get("norm.bias"), 1e-5);
    float[] expected = new float[4];
    for (int n = 0; n < 2; n++) {
      for (int k = 0; k < 2; k++) {
        double sum = WEIGHTS.get("head.bias").data()[k];
        for (int i = 0; i < 64; i++) {
          double v = norm.data()[n * 64 + i];
          sum += v / (1 + Math.exp(-v)) / 16 * WEIGHTS.get("head.weight").data()[k * 4 + i / 16];
        }
        expected[n * 2 + k] = (float) sum;
      }
    }
    try (OnnxSession session = OnnxSession.of(model(), ONE_THREAD)) {
      assertThat(session.run(x).data()).containsExactly(expected, Offset.offset(1e-5f));
    }
  }

  @Test
  void separateWeightFilesGiveTheSameResult(@TempDir Path directory) throws IOException {
    Tensor x = wave(0, 1, 3, 8, 8);
    Path inline = directory.resolve("inline.onnx");
    Path split = directory.resolve("split.onnx");
    OnnxModelFile.write(model(), inline);
    OnnxModelFile.write(model(), split, 100);
    try (OnnxSession a = OnnxSession.open(inline, ONE_THREAD);
        OnnxSession b = OnnxSession.open(split, ONE_THREAD)) {
      assertThat(b.run(x).data()).containsExactly(a.run(x).data());
      assertThat(b.metadata()).containsEntry("pentimento.size", "8");
    }
    assertThat(directory)
        .isDirectoryContaining(
            f -> f.toString().endsWith(".weights") && f.toFile().length() == model().weightBytes());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString().replaceAll("[0-9a-f]{16}", "DIGEST")))
          .containsExactlyInAnyOrder("inline.onnx", "split.onnx", "split.onnx.DIGEST.weights");
    }
  }

  @Test
  void equalModelsAreEqualFiles(@TempDir Path directory) throws IOException {
    assertThat(model().toBytes()).isEqualTo(model().toBytes());
    OnnxModelFile.write(model(), directory.resolve("a.onnx"), 100);
    byte[] first = Files.readAllBytes(directory.resolve("a.onnx"));
    OnnxModelFile.write(model(), directory.resolve("a.onnx"), 100);
    assertThat(directory.resolve("a.onnx")).hasBinaryContent(first);
  }

  @Test
  void aFailedWriteKeepsTheEarlierFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("a.onnx");
    OnnxModelFile.write(model(), file);
    byte[] before = Files.readAllBytes(file);
    OnnxOps broken =
        new OnnxOps(
            (String name, long... shape) ->
                () -> {
                  throw new IllegalStateException("the weights are missing");
                });
    broken.output("y", broken.add(broken.input("x", DataType.FLOAT, 1, 2), broken.param("w", 2)));
    assertThatThrownBy(() -> OnnxModelFile.write(broken.model(Map.of()), file))
        .hasMessage("the weights are missing");
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void missingWeightsAndWrongShapesAreReported() {
    OnnxOps ops = new OnnxOps(WEIGHTS::get);
    assertThatThrownBy(() -> ops.param("conv.scale", 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The checkpoint has no weight 'conv.scale', which the network needs with the shape"
                + " [4].");
    assertThatThrownBy(() -> ops.param("conv.bias", 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The weight 'conv.bias' has the shape [4] in the checkpoint; the network needs [5].");
  }

  @Test
  void parameterShapesAreFoundWithoutWeights() {
    Map<String, long[]> shapes =
        ParameterShapes.of(o -> network(o, o.input("image", DataType.FLOAT, 1, 3, 8, 8)));
    assertThat(List.copyOf(shapes.keySet()))
        .containsExactly(
            "conv.weight", "conv.bias", "norm.weight", "norm.bias", "head.weight", "head.bias");
    shapes.forEach((name, shape) -> assertThat(shape).isEqualTo(WEIGHTS.get(name).shape()));
  }
}
