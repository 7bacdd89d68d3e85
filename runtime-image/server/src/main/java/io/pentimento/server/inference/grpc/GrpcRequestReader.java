// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import com.google.protobuf.ByteString;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.InferenceRequest;
import io.pentimento.server.inference.InputTensor;
import io.pentimento.server.inference.RawFiles;
import io.pentimento.server.inference.RequestedOutput;
import io.pentimento.server.inference.TensorContents;
import io.pentimento.server.inference.TensorType;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest.InferInputTensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads an inference request.
 *
 * @param ticket reserves memory for the contents of tensors
 */
record GrpcRequestReader(ModelInferRequest message, Admission.Ticket ticket) {

  /** Whether the contents of tensors are bytes, not elements. */
  boolean isRaw() {
    return message.getRawInputContentsCount() > 0;
  }

  /**
   * @throws InvalidInferenceException if it is not a request of the protocol
   * @throws io.pentimento.server.failure.UnavailableException if there is not enough memory
   */
  InferenceRequest read() {
    if (isRaw() && message.getRawInputContentsCount() != message.getInputsCount()) {
      throw new InvalidInferenceException(
          "raw_input_contents has %d entries for %d inputs; send one for each."
              .formatted(message.getRawInputContentsCount(), message.getInputsCount()));
    }
    List<InputTensor> inputs =
        IntStream.range(0, message.getInputsCount()).mapToObj(this::input).toList();
    List<RequestedOutput> outputs =
        message.getOutputsList().stream()
            .map(output -> new RequestedOutput(output.getName(), parameters(output)))
            .toList();
    return new InferenceRequest(
        message.getId(), GrpcParameters.of(message.getParametersMap()), inputs, outputs);
  }

  private static io.pentimento.server.inference.Parameters parameters(
      ModelInferRequest.InferRequestedOutputTensor output) {
    return GrpcParameters.of(output.getParametersMap());
  }

  private InputTensor input(int index) {
    InferInputTensor input = message.getInputs(index);
    TensorType type = TensorType.of(input.getDatatype(), input.getName());
    return new InputTensor(
        input.getName(),
        type,
        input.getShapeList(),
        GrpcParameters.of(input.getParametersMap()),
        isRaw() ? raw(input, type, message.getRawInputContents(index)) : typed(input, type));
  }

  private TensorContents raw(InferInputTensor input, TensorType type, ByteString bytes) {
    if (input.hasContents()) {
      throw new InvalidInferenceException(
          "The input '%s' has contents in addition to raw_input_contents; send only one of them."
              .formatted(input.getName()));
    }
    if (type != TensorType.BYTES) {
      return new TensorContents.Raw(bytes.asReadOnlyByteBuffer());
    }
    ticket.grow(bytes.size());
    return new TensorContents.Files(RawFiles.read(bytes.asReadOnlyByteBuffer(), input.getName()));
  }

  private TensorContents typed(InferInputTensor input, TensorType type) {
    ticket.grow(TypedContents.memory(type, input.getContents()));
    return TypedContents.read(type, input.getContents());
  }
}
