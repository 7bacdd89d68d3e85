// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Parses inference requests within {@link MessageLimits}. An invalid message is replaced by one
 * that contains the reason, because the transport sends no response if the parser throws.
 */
final class CheckedRequests implements MethodDescriptor.Marshaller<ModelInferRequest> {
  /** A parameter that no request has; its value is the reason for the rejection. */
  private static final String REFUSED = "\u0000refused";

  private final MethodDescriptor.Marshaller<ModelInferRequest> generated;

  /**
   * @param generated writes requests
   */
  CheckedRequests(MethodDescriptor.Marshaller<ModelInferRequest> generated) {
    this.generated = generated;
  }

  /**
   * @throws InvalidInferenceException if the message could not be parsed
   */
  static void check(ModelInferRequest message) {
    if (message.containsParameters(REFUSED)) {
      throw new InvalidInferenceException(message.getParametersOrThrow(REFUSED).getStringParam());
    }
  }

  @Override
  public ModelInferRequest parse(InputStream stream) {
    try {
      byte[] bytes = stream.readAllBytes();
      MessageLimits.check(bytes, ModelInferRequest.getDescriptor());
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      return ModelInferRequest.parseFrom(in);
    } catch (InvalidInferenceException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return refused("The message is not a valid ModelInferRequest: " + e.getMessage());
    }
  }

  private static ModelInferRequest refused(String reason) {
    return ModelInferRequest.newBuilder()
        .putParameters(
            REFUSED,
            io.pentimento.server.inference.grpc.proto.InferParameter.newBuilder()
                .setStringParam(reason)
                .build())
        .build();
  }

  @Override
  public InputStream stream(ModelInferRequest message) {
    return generated.stream(message);
  }
}
