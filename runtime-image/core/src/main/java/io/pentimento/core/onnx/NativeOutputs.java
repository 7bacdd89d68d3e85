// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.pentimento.core.graph.GraphOutputs;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/** Outputs of a run in native memory; closing them frees it. */
final class NativeOutputs implements GraphOutputs {
  private final OrtSession.Result result;
  private final List<Port> ports;

  NativeOutputs(OrtSession.Result result, List<Port> ports) {
    this.result = result;
    this.ports = ports;
  }

  @Override
  public Tensor tensor(String name) {
    return HostTensors.toHost(port(name), named(name));
  }

  OnnxTensor named(String name) {
    return (OnnxTensor) result.get(ports.indexOf(port(name)));
  }

  private Port port(String name) {
    return ports.stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The model has no output '%s'; it has %s."
                        .formatted(name, ports.stream().map(Port::name).toList())));
  }

  @Override
  public void close() {
    result.close();
  }
}
