// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.pentimento.benchmark.Size;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.torchscript.ScriptOps;
import io.pentimento.core.torchscript.ScriptPrecision;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.training.script.ScriptSession;
import io.pentimento.training.script.ScriptSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One network on libtorch with its inputs on the device. */
final class ScriptCall implements AutoCloseable {
  private final NDManager manager;
  private final ScriptSession session;

  private ScriptCall(NDManager manager, ScriptSession session) {
    this.manager = manager;
    this.session = session;
  }

  static ScriptCall open(NetworkGraph network, NumberFormat format, ScriptSettings settings)
      throws IOException {
    NDManager manager = TorchEngine.newManager();
    ScriptPrecision precision =
        format == NumberFormat.FLOAT32
            ? ScriptPrecision.FLOAT32
            : ScriptPrecision.reducedExcept(network.float32Layers());
    ScriptOps ops = new ScriptOps(network::weight, precision, settings.layout());
    network.record(ops);
    return new ScriptCall(manager, ScriptSession.open(manager, ops.graph(), settings));
  }

  /**
   * Calls the network until the time has passed, at least {@code minimum} times.
   *
   * @return median milliseconds of groups of calls, each of which ends with the device idle
   */
  double milliseconds(MeasuredNetwork network, Size size, int batch, double seconds, int minimum) {
    try (NDManager inputs = manager.newSubManager()) {
      PtNDArray[] x =
          network.inputs(size, batch).stream()
              .map(t -> (PtNDArray) ArrayTransfer.toDevice(inputs, t))
              .toArray(PtNDArray[]::new);
      for (int i = 0; i < 3; i++) {
        call(x, 1);
      }
      int group = Math.max(1, (int) (seconds * 0.1 / (call(x, 1) / 1e9)));
      List<Double> times = new ArrayList<>();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end || times.size() * group < minimum) {
        times.add(call(x, group) / 1e6 / group);
      }
      double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }

  /** Nanoseconds of several calls; reading one value of the last result waits for all of them. */
  private long call(PtNDArray[] x, int count) {
    long start = System.nanoTime();
    try (NDManager scratch = manager.newSubManager()) {
      for (int i = 0; i < count; i++) {
        try (NDManager one = scratch.newSubManager()) {
          NDArray y = session.forward(one, x).get(0);
          if (i == count - 1) {
            y.flatten().get(0).toType(DataType.FLOAT32, false).toFloatArray();
          }
        }
      }
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    session.close();
  }
}
