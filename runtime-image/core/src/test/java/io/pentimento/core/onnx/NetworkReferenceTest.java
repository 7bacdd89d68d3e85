// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.onnx.Recorded.ONE_THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.network.file.SwinIrHyperparameters;
import io.pentimento.core.network.file.UNetHyperparameters;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Outputs on ONNX Runtime agree with the original networks' to 1e-4 of their deviation. */
class NetworkReferenceTest {
  private static final double TOLERANCE = 1e-4;

  @FunctionalInterface
  private interface Check {
    void of(ReferenceCase reference, String pass) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> uNetsAgree() throws IOException {
    return tests(ReferenceKind.UNET, NetworkReferenceTest::checkUNet);
  }

  @TestFactory
  Stream<DynamicTest> swinIrsAgree() throws IOException {
    return tests(ReferenceKind.SWINIR, NetworkReferenceTest::checkSwinIr);
  }

  private static Stream<DynamicTest> tests(ReferenceKind kind, Check check) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(kind)) {
      for (String pass : reference.forwardPasses()) {
        tests.add(dynamicTest(reference.name() + " " + pass, () -> check.of(reference, pass)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void checkUNet(ReferenceCase reference, String pass) throws IOException {
    UNet network = new UNet(UNetHyperparameters.of(reference.constructorArguments()));
    OnnxOps ops = new OnnxOps(weights(reference));
    Tensor x = ReferencePasses.input(reference, pass);
    OnnxValue image = input(ops, "x", x);
    OnnxValue steps = ops.input("timesteps", DataType.FLOAT, BatchDimension.BATCH);
    ops.output("y", network.forward(ops, image, steps));
    check(ops, reference, pass, x, ReferencePasses.timesteps(reference, pass));
  }

  private static void checkSwinIr(ReferenceCase reference, String pass) throws IOException {
    SwinIr network = new SwinIr(SwinIrHyperparameters.of(reference.constructorArguments()));
    OnnxOps ops = new OnnxOps(weights(reference));
    Tensor x = ReferencePasses.input(reference, pass);
    ops.output("y", network.forward(ops, input(ops, "x", x)));
    check(ops, reference, pass, x);
  }

  private static Function<String, Tensor> weights(ReferenceCase reference) throws IOException {
    StateDict weights = Checkpoints.load(reference.checkpoint().orElseThrow());
    return name -> weights.contains(name) ? weights.get(name) : null;
  }

  private static OnnxValue input(OnnxOps ops, String name, Tensor x) {
    long[] shape = x.shape();
    shape[0] = BatchDimension.BATCH;
    return ops.input(name, DataType.FLOAT, shape);
  }

  /** The whole batch, and its first image alone. */
  private static void check(OnnxOps ops, ReferenceCase reference, String pass, Tensor... inputs) {
    Tensor expected = ReferencePasses.output(reference, pass);
    double tolerance = TOLERANCE * ReferencePasses.deviation(expected);
    try (OnnxSession session = OnnxSession.of(ops.model(Map.of()), ONE_THREAD)) {
      Tensor together = session.run(inputs);
      assertThat(ReferencePasses.greatestDifference(together, expected)).isLessThan(tolerance);
      Tensor[] first = Stream.of(inputs).map(t -> t.item(0)).toArray(Tensor[]::new);
      assertThat(session.run(first).data())
          .containsExactly(together.item(0).data(), Offset.offset((float) tolerance));
    }
  }
}
