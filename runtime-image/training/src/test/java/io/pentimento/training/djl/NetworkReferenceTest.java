// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.file.SwinIrHyperparameters;
import io.pentimento.core.network.file.UNetHyperparameters;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Outputs on libtorch agree with the original networks' to 1e-4 of their standard deviation. */
class NetworkReferenceTest {
  private static final double TOLERANCE = 1e-4;

  @FunctionalInterface
  private interface Forward {
    NDArray of(DjlOps ops, ReferenceCase reference, String pass, NDArray x);
  }

  @TestFactory
  Stream<DynamicTest> uNetsAgree() throws IOException {
    return tests(
        ReferenceKind.UNET,
        (ops, reference, pass, x) -> {
          Tensor t = ReferencePasses.timesteps(reference, pass);
          UNet network = new UNet(UNetHyperparameters.of(reference.constructorArguments()));
          return network.forward(ops, x, ArrayTransfer.toDevice(x.getManager(), t));
        });
  }

  @TestFactory
  Stream<DynamicTest> swinIrsAgree() throws IOException {
    return tests(
        ReferenceKind.SWINIR,
        (ops, reference, pass, x) ->
            new SwinIr(SwinIrHyperparameters.of(reference.constructorArguments())).forward(ops, x));
  }

  private static Stream<DynamicTest> tests(ReferenceKind kind, Forward forward) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(kind)) {
      for (String pass : reference.forwardPasses()) {
        tests.add(
            dynamicTest(reference.name() + " " + pass, () -> check(reference, pass, forward)));
      }
    }
    return tests.stream();
  }

  private static void check(ReferenceCase reference, String pass, Forward forward)
      throws IOException {
    try (NDManager manager = TorchEngine.newManager();
        NDScope scope = new NDScope();
        Parameters weights =
            Parameters.frozen(manager, Checkpoints.load(reference.checkpoint().orElseThrow()))) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(false);
      NDArray x = ArrayTransfer.toDevice(manager, ReferencePasses.input(reference, pass));
      NDArray y = forward.of(new DjlOps(manager, weights), reference, pass, x);
      assertThat(
              ReferencePasses.greatestDifference(
                  ArrayTransfer.toHost(y), ReferencePasses.output(reference, pass)))
          .isLessThan(
              TOLERANCE * ReferencePasses.deviation(ReferencePasses.output(reference, pass)));
    }
  }
}
