// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import static io.pentimento.core.diffusion.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.network.file.UNetHyperparameters;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The complete loop with its network, compared with every recorded run of the authors' code. */
class PseudoTargetLoopReferenceTest {
  private static final double TOLERANCE = 3e-5;

  @TestFactory
  List<DynamicTest> runsAgreeWithTheAuthorsCode() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference :
        ReferenceDirectory.configured().cases(ReferenceKind.PSEUDO_TARGET_LOOP)) {
      for (Iterator<String> n = reference.json().path("runs").fieldNames(); n.hasNext(); ) {
        String run = n.next();
        tests.add(
            DynamicTest.dynamicTest(reference.name() + " " + run, () -> check(reference, run)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(ReferenceCase reference, String name) throws IOException {
    RecordedRun run = new RecordedRun(reference, name);
    List<Tensor> states = new ArrayList<>();
    Tensor result;
    try (OnnxSession session = network(reference, run.size())) {
      NoisePredictor recording =
          (x, timesteps) -> {
            states.add(x);
            return session.run(x, Tensor.of(new float[] {timesteps[0]}, 1));
          };
      result =
          new PseudoTargetLoop(run.schedule(), new DdpmSampler(), recording)
              .run(run.plan(), run.guide(), run, LoopListener.none());
    }
    assertClose(Tensor.batch(states), run.array("x_in"), TOLERANCE);
    boolean handsOutEstimate = run.plan().outcome() == Outcome.PREDICTED_START;
    assertClose(
        result, run.array(handsOutEstimate ? "pred_xstart_last" : "sample_last"), TOLERANCE);
    if (run.keepsItsSize()) {
      assertImage(PixelRange.toImage(result), run);
    }
  }

  private static void assertImage(Tensor image, RecordedRun run) {
    assertClose(image, run.array("final"), TOLERANCE);
    byte[] levels = EightBit.interleaved(image);
    float[] expected = run.array("final_uint8_rgb_hwc").data();
    for (int i = 0; i < levels.length; i++) {
      assertThat(Byte.toUnsignedInt(levels[i]))
          .isBetween((int) expected[i] - 1, (int) expected[i] + 1);
    }
  }

  private static OnnxSession network(ReferenceCase loop, int size) throws IOException {
    String file = loop.json().path("unet").asText();
    ReferenceCase reference =
        ReferenceDirectory.configured().read(file.substring(0, file.lastIndexOf('.')));
    StateDict weights = Checkpoints.load(reference.checkpoint().orElseThrow());
    OnnxOps ops = new OnnxOps(weights.tensors()::get);
    OnnxValue x = ops.input("x", DataType.FLOAT, BatchDimension.BATCH, 3, size, size);
    OnnxValue t = ops.input("timesteps", DataType.FLOAT, BatchDimension.BATCH);
    UNet network = new UNet(UNetHyperparameters.of(reference.constructorArguments()));
    ops.output("output", network.forward(ops, x, t));
    return OnnxSession.of(ops.model(Map.of()), SessionOptions.defaults());
  }
}
