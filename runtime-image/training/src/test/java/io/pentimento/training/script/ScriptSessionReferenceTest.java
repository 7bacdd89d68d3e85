// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.core.torchscript.ScriptOps;
import io.pentimento.core.torchscript.ScriptPrecision;
import io.pentimento.training.djl.TorchEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Generated scripts agree with the original networks' outputs to 1e-4 of their deviation. */
class ScriptSessionReferenceTest {
  private static final double TOLERANCE = 1e-4;

  /** bfloat16 has 8 significant bits. */
  private static final double REDUCED_TOLERANCE = 0.1;

  @TestFactory
  Stream<DynamicTest> uNetsAgree() throws IOException {
    return tests(ReferenceKind.UNET);
  }

  @TestFactory
  Stream<DynamicTest> swinIrsAgree() throws IOException {
    return tests(ReferenceKind.SWINIR);
  }

  private static Stream<DynamicTest> tests(ReferenceKind kind) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(kind)) {
      for (String pass : reference.forwardPasses()) {
        for (MemoryLayout layout : MemoryLayout.values()) {
          tests.add(test(reference, pass, layout, false, TOLERANCE));
        }
        tests.add(test(reference, pass, MemoryLayout.CONTIGUOUS, true, REDUCED_TOLERANCE));
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(
      ReferenceCase reference,
      String pass,
      MemoryLayout layout,
      boolean reduced,
      double tolerance) {
    String name =
        "%s %s %s %s".formatted(reference.name(), pass, layout, reduced ? "bfloat16" : "float32");
    return dynamicTest(
        name,
        () -> {
          Tensor expected = ReferencePasses.output(reference, pass);
          assertThat(
                  ReferencePasses.greatestDifference(
                      output(reference, pass, layout, reduced), expected))
              .isLessThan(tolerance * ReferencePasses.deviation(expected));
        });
  }

  private static Tensor output(
      ReferenceCase reference, String pass, MemoryLayout layout, boolean reduced)
      throws IOException {
    Tensor x = ReferencePasses.input(reference, pass);
    NetworkFile network =
        NetworkFile.load(reference.checkpoint().orElseThrow(), reference.constructorArguments());
    ScriptPrecision precision =
        reduced ? ScriptPrecision.reducedExcept(network.head()) : ScriptPrecision.FLOAT32;
    ScriptOps ops = new ScriptOps(network.weights().tensors()::get, precision, layout);
    network.record(ops, (int) x.dim(2), (int) x.dim(3));
    ScriptSettings settings = new ScriptSettings(ReducedType.BFLOAT16, layout, false);
    try (ScriptSession session =
        ScriptSession.open(TorchEngine.newManager(), ops.graph(), settings)) {
      return network.architecture() == Architecture.GUIDED_DIFFUSION_UNET
          ? session.run(x, ReferencePasses.timesteps(reference, pass))
          : session.run(x);
    }
  }
}
