// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;

/**
 * A request for an inference.
 *
 * @param id chosen by the client and returned with the response; empty for none
 * @param outputs empty for all outputs of the model
 */
public record InferenceRequest(
    String id, Parameters parameters, List<InputTensor> inputs, List<RequestedOutput> outputs) {
  public InferenceRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
