// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.InferParameter;
import io.pentimento.server.inference.grpc.proto.InferTensorContents;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest.InferInputTensor;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class MessageLimitsTest {
  private final CheckedRequests requests =
      new CheckedRequests(GRPCInferenceServiceGrpc.getModelInferMethod().getRequestMarshaller());

  private ModelInferRequest parse(byte[] bytes) {
    return requests.parse(new ByteArrayInputStream(bytes));
  }

  private void refused(ModelInferRequest.Builder message, String reason) {
    ModelInferRequest parsed = parse(message.build().toByteArray());
    assertThatThrownBy(() -> CheckedRequests.check(parsed))
        .isInstanceOf(InvalidInferenceException.class)
        .hasMessageContaining(reason);
  }

  private static InferInputTensor.Builder withContents(InferTensorContents.Builder contents) {
    return InferInputTensor.newBuilder().setContents(contents);
  }

  @Test
  void aMessageWithinTheLimitsIsParsedAsItIs() {
    ModelInferRequest message =
        ModelInferRequest.newBuilder()
            .setModelName("restorer")
            .putParameters("w", InferParameter.newBuilder().setDoubleParam(0.5).build())
            .addInputs(
                withContents(
                        InferTensorContents.newBuilder()
                            .addAllFp32Contents(Collections.nCopies(3_000_000, 0.5f)))
                    .addShape(1))
            .addRawInputContents(ByteString.copyFrom(new byte[1 << 20]))
            .build();
    ModelInferRequest parsed = parse(message.toByteArray());
    CheckedRequests.check(parsed);
    assertThat(parsed).isEqualTo(message);
  }

  @Test
  void manySmallFieldsAreRejectedOnEachLevel() {
    refused(
        ModelInferRequest.newBuilder()
            .addAllInputs(Collections.nCopies(5000, InferInputTensor.getDefaultInstance())),
        "more than 4096 fields");
    refused(
        ModelInferRequest.newBuilder()
            .addInputs(
                withContents(
                    InferTensorContents.newBuilder()
                        .addAllBytesContents(Collections.nCopies(5000, ByteString.EMPTY)))),
        "more than 4096 fields");
  }

  @Test
  void manyUnknownFieldsAreRejected() {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    for (int i = 0; i < 5000; i++) {
      field.addVarint(i);
    }
    UnknownFieldSet unknown = UnknownFieldSet.newBuilder().addField(99, field.build()).build();
    refused(ModelInferRequest.newBuilder().setUnknownFields(unknown), "more than 4096 fields");
    refused(
        ModelInferRequest.newBuilder()
            .putParameters("w", InferParameter.newBuilder().setUnknownFields(unknown).build()),
        "more than 4096 fields");
  }

  @Test
  void elementsThatGrowWhenParsedAreRejected() {
    refused(
        ModelInferRequest.newBuilder()
            .addInputs(
                withContents(
                    InferTensorContents.newBuilder()
                        .addAllInt64Contents(Collections.nCopies(5000, 1L)))),
        "int64_contents has 5000 bytes");
    refused(
        ModelInferRequest.newBuilder()
            .addInputs(InferInputTensor.newBuilder().addAllShape(Collections.nCopies(2000, 1L))),
        "shape has 2000 bytes");
    refused(
        ModelInferRequest.newBuilder()
            .addInputs(
                withContents(
                    InferTensorContents.newBuilder()
                        .addAllUintContents(Collections.nCopies(5_000_000, 1)))),
        "uint_contents has 5000000 bytes");
  }

  @Test
  void invalidMessagesAreRejected() {
    ModelInferRequest parsed = parse(new byte[] {42, 100, 1});
    assertThatThrownBy(() -> CheckedRequests.check(parsed))
        .hasMessageContaining("not a valid ModelInferRequest");
  }
}
