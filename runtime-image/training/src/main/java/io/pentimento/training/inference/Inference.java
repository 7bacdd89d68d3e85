// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

import io.pentimento.core.device.Device;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.torchscript.MemoryLayout;
import io.pentimento.core.torchscript.ScriptOps;
import io.pentimento.core.torchscript.ScriptPrecision;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.script.ReducedType;
import io.pentimento.training.script.ScriptSession;
import io.pentimento.training.script.ScriptSettings;
import java.io.IOException;

/**
 * The engine and the device with which this process runs networks.
 *
 * @param threads for one run on the CPU; 0 for all cores
 */
public record Inference(InferenceEngine engine, Device device, int threads) {

  /**
   * The settings of the environment; see {@link InferenceEngine#VARIABLE} and {@link
   * io.pentimento.core.device.DeviceChoice#VARIABLE}.
   *
   * @throws IllegalArgumentException if a variable has an unknown value
   */
  public static Inference ofThisProcess(int threads) {
    Device device = TorchEngine.deviceOfThisProcess();
    return new Inference(InferenceEngine.of(System.getenv(), device), device, threads);
  }

  /** On ONNX Runtime and the CPU. */
  public static Inference onCpu() {
    return new Inference(InferenceEngine.ONNX_RUNTIME, Device.CPU, 0);
  }

  public boolean isOnnxRuntime() {
    return engine == InferenceEngine.ONNX_RUNTIME;
  }

  /** For graphs that exist only as ONNX: on the CPU unless ONNX Runtime can use the GPU. */
  public SessionOptions onnx() {
    return SessionOptions.defaults()
        .withThreads(threads)
        .withDevice(isOnnxRuntime() ? device : Device.CPU);
  }

  /**
   * Loads a network. ONNX Runtime does not support bfloat16 on CPUs; such networks run on libtorch.
   *
   * @throws io.pentimento.core.device.MissingDeviceException if the device cannot be used
   */
  public GraphSession open(NetworkGraph network, NumberFormat format) throws IOException {
    return isOnnxRuntime() && format != NumberFormat.BFLOAT16
        ? onnxSession(network, format)
        : scriptSession(network, format);
  }

  private OnnxSession onnxSession(NetworkGraph network, NumberFormat format) throws IOException {
    GraphPrecision precision =
        format == NumberFormat.FLOAT32
            ? GraphPrecision.FLOAT32
            : GraphPrecision.float16(network.float32Layers());
    return TemporaryGraph.open(OnnxOps.record(network, precision), onnx());
  }

  private ScriptSession scriptSession(NetworkGraph network, NumberFormat format)
      throws IOException {
    ScriptSettings settings = settings(format);
    ScriptPrecision precision =
        format == NumberFormat.FLOAT32
            ? ScriptPrecision.FLOAT32
            : ScriptPrecision.reducedExcept(network.float32Layers());
    ScriptOps ops = new ScriptOps(network::weight, precision, settings.layout());
    network.record(ops);
    return ScriptSession.open(TorchEngine.newManager(device), ops.graph(), settings);
  }

  private ScriptSettings settings(NumberFormat format) {
    boolean tensorCores = device == Device.CUDA && format != NumberFormat.FLOAT32;
    return new ScriptSettings(
        format == NumberFormat.FLOAT16 ? ReducedType.FLOAT16 : ReducedType.BFLOAT16,
        tensorCores ? MemoryLayout.CHANNELS_LAST : MemoryLayout.CONTIGUOUS,
        false);
  }
}
