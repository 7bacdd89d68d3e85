// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.pentimento.server.inference.Tensors;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest.InferInputTensor;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import io.pentimento.server.testing.Padding;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.ServerProcess;
import io.pentimento.server.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large and hostile messages, against the packaged server with a heap of 256 MiB. */
@Timeout(300)
class GrpcLoadTest {
  private static final int MEGABYTE = 1_000_000;
  private static final byte[] SMALL = Pictures.png(Pictures.pattern(32, 32));

  @TempDir private Path folder;
  private ServerProcess server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    Path model = folder.resolve("model.onnx");
    TinyModel.writeEnlarging(model, 1);
    server = ServerProcess.start(model, "pentimento.server.upload-timeout=120s");
    channel =
        NettyChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    server.close();
  }

  private static ModelInferRequest image(byte[] file) {
    return ModelInferRequest.newBuilder()
        .setModelName("restorer")
        .addInputs(InferInputTensor.newBuilder().setName("image").setDatatype("BYTES").addShape(1))
        .addRawInputContents(ByteString.copyFrom(Tensors.elements(file)))
        .build();
  }

  @Test
  void aMessageThatWouldNeedManyTimesItsLengthIsRejected() throws Exception {
    ModelInferRequest hostile =
        ModelInferRequest.newBuilder()
            .addAllInputs(Collections.nCopies(9 * MEGABYTE, InferInputTensor.getDefaultInstance()))
            .build();
    assertThatThrownBy(() -> GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(hostile))
        .hasMessageContaining("more than 4096 fields");
    staysAndServes();
  }

  @Test
  void aFloodOfLargeMessagesIsRejected() throws Exception {
    ModelInferRequest large = image(Padding.add(SMALL, 18 * MEGABYTE));
    List<ListenableFuture<ModelInferResponse>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(GRPCInferenceServiceGrpc.newFutureStub(channel).modelInfer(large));
    }
    List<Status.Code> codes = new ArrayList<>();
    for (ListenableFuture<ModelInferResponse> answer : answers) {
      codes.add(code(answer));
    }
    assertThat(codes)
        .contains(Status.Code.UNAVAILABLE)
        .isSubsetOf(Status.Code.OK, Status.Code.UNAVAILABLE);
    staysAndServes();
  }

  private static Status.Code code(ListenableFuture<ModelInferResponse> answer)
      throws InterruptedException {
    try {
      answer.get();
      return Status.Code.OK;
    } catch (ExecutionException e) {
      return ((StatusRuntimeException) e.getCause()).getStatus().getCode();
    }
  }

  private void staysAndServes() throws Exception {
    assertThat(server.isAlive()).isTrue();
    Awaitility.await().until(() -> server.metric("pentimento_transfer_bytes") == 0);
    ModelInferResponse answer =
        GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(image(SMALL));
    assertThat(answer.getRawOutputContentsCount()).isEqualTo(1);
  }
}
