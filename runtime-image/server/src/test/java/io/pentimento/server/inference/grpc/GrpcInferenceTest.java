// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.inference.Tensors;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.InferParameter;
import io.pentimento.server.inference.grpc.proto.InferTensorContents;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest.InferInputTensor;
import io.pentimento.server.inference.grpc.proto.ModelInferResponse;
import io.pentimento.server.inference.grpc.proto.ModelMetadataRequest;
import io.pentimento.server.inference.grpc.proto.ModelMetadataResponse;
import io.pentimento.server.inference.grpc.proto.ModelReadyRequest;
import io.pentimento.server.inference.grpc.proto.ServerLiveRequest;
import io.pentimento.server.inference.grpc.proto.ServerMetadataRequest;
import io.pentimento.server.inference.grpc.proto.ServerReadyRequest;
import io.pentimento.server.testing.DigestedModel;
import io.pentimento.server.testing.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The service of open_inference_grpc.proto, on the port of REST, through the stubs of grpc-java.
 */
@QuarkusTest
@QuarkusTestResource(value = DigestedModel.class, restrictToAnnotatedClass = true)
@Timeout(60)
class GrpcInferenceTest {
  private static final Tensor PATTERN = Pictures.pattern(32, 32);

  @TestHTTPResource URI address;
  @Inject Admission admission;

  private ManagedChannel channel;
  private GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub server;

  @BeforeEach
  void connect() {
    Awaitility.await().untilAsserted(() -> when().get("/v2/health/ready").then().statusCode(200));
    channel =
        NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
    server = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void allMemoryIsReleased() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    Awaitility.await().until(() -> admission.used() == 0 && admission.taken() == 0);
  }

  @Test
  void serverAndModelAreLiveAndReady() {
    assertThat(server.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(server.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    for (String version : List.of("", "1", DigestedModel.DIGEST)) {
      ModelReadyRequest request =
          ModelReadyRequest.newBuilder().setName("restorer").setVersion(version).build();
      assertThat(server.modelReady(request).getReady()).isTrue();
    }
  }

  @Test
  void theMetadataEqualThoseOfRest() {
    assertThat(
            server.serverMetadata(ServerMetadataRequest.getDefaultInstance()).getExtensionsList())
        .containsExactly("binary_tensor_data");
    ModelMetadataResponse model =
        server.modelMetadata(ModelMetadataRequest.newBuilder().setName("restorer").build());
    assertThat(model.getVersionsList()).containsExactly("1", DigestedModel.DIGEST);
    assertThat(model.getPlatform()).isEqualTo("onnx_onnxv1");
    assertThat(model.getInputs(0).getName()).isEqualTo("image");
    assertThat(model.getInputs(0).getDatatype()).isEqualTo("FP32");
    assertThat(model.getInputs(0).getShapeList()).containsExactly(-1L, 3L, -1L, -1L);
    assertThat(model.getOutputs(0).getName()).isEqualTo("restored");
  }

  @Test
  void rawContentsAreReturnedAsRawContents() {
    ModelInferResponse answer =
        server.modelInfer(
            request(input("FP32", 1, 3, 32, 32), Tensors.littleEndian(PATTERN.data())));

    assertThat(answer.getId()).isEqualTo("42");
    assertThat(answer.getModelName()).isEqualTo("restorer");
    assertThat(answer.getModelVersion()).isEqualTo("1");
    assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("FP32");
    assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L, 3L, 32L, 32L);
    assertThat(answer.getOutputs(0).hasContents()).isFalse();
    assertThat(Tensors.floats(answer.getRawOutputContents(0).asReadOnlyByteBuffer()))
        .containsExactly(negative(), Offset.offset(1e-6f));
  }

  @Test
  void elementsAreReturnedAsElements() {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float sample : PATTERN.data()) {
      contents.addFp32Contents(sample);
    }
    ModelInferResponse answer =
        server.modelInfer(request(input("FP32", 1, 3, 32, 32).setContents(contents)));

    assertThat(answer.getRawOutputContentsCount()).isZero();
    assertThat(Tensors.of(answer.getOutputs(0).getContents().getFp32ContentsList()))
        .containsExactly(negative(), Offset.offset(1e-6f));
  }

  @Test
  void levelsInTheOtherLayoutAreReturnedInThatLayout() {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (int i = 0; i < 32 * 32 * 3; i++) {
      contents.addUintContents(51);
    }
    ModelInferResponse answer =
        server.modelInfer(request(input("UINT8", 1, 32, 32, 3).setContents(contents)));
    assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L, 32L, 32L, 3L);
    assertThat(answer.getOutputs(0).getContents().getUintContentsList()).containsOnly(204);

    byte[] levels = new byte[32 * 32 * 3];
    Arrays.fill(levels, (byte) 204);
    answer = server.modelInfer(request(input("UINT8", 1, 32, 32, 3), levels));
    assertThat(answer.getRawOutputContents(0).toByteArray()).containsOnly(51);
  }

  @Test
  void encodedImagesAreReturnedAsEncodedImages() {
    byte[] png = Pictures.png(PATTERN);
    ModelInferResponse elements =
        server.modelInfer(
            request(
                input("BYTES", 1)
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFrom(png)))));
    byte[] first = elements.getOutputs(0).getContents().getBytesContents(0).toByteArray();
    assertThat(ImageFiles.decode(first, "answer").data())
        .containsExactly(negative(), Offset.offset(1e-6f));

    ModelInferResponse raw = server.modelInfer(request(input("BYTES", 1), Tensors.elements(png)));
    ByteBuffer bytes =
        raw.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Tensors.nextImage(bytes).data()).containsExactly(negative(), Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT64 | 1 | INVALID_ARGUMENT | must be FP32, UINT8 or BYTES",
        "FP32 | 7 | INVALID_ARGUMENT | must be [N, 3, H, W]",
        "BYTES | 1 | INVALID_ARGUMENT | cut short",
      })
  void tensorsWithoutImagesAreRejected(
      String type, long dimension, Status.Code code, String description) {
    refused(request(input(type, dimension), new byte[] {1}), code, description);
  }

  @Test
  void requestsThatDoNotMatchTheModelAreRejected() {
    ModelInferRequest good = request(input("BYTES", 1), Tensors.elements(Pictures.png(PATTERN)));
    refused(
        good.toBuilder().setModelName("other").build(), Status.Code.NOT_FOUND, "no model 'other'");
    refused(good.toBuilder().setModelVersion("7").build(), Status.Code.NOT_FOUND, "no version '7'");
    refused(
        good.toBuilder()
            .putParameters("w", InferParameter.newBuilder().setDoubleParam(0.5).build())
            .build(),
        Status.Code.INVALID_ARGUMENT,
        "does not take a weight w");
    refused(
        good.toBuilder().addRawInputContents(ByteString.EMPTY).build(),
        Status.Code.INVALID_ARGUMENT,
        "2 entries for 1 inputs");
    refused(
        request(input("BYTES", 1), Tensors.elements(Pictures.png(Pictures.flat(8, 8, 0)))),
        Status.Code.INVALID_ARGUMENT,
        "at least 16");
  }

  @Test
  void aMessageLargerThanTheLimitIsRejected() {
    assertThatThrownBy(() -> server.modelInfer(request(input("BYTES", 1), new byte[21 << 20])))
        .isInstanceOf(StatusRuntimeException.class);
  }

  private void refused(ModelInferRequest request, Status.Code code, String description) {
    assertThatThrownBy(() -> server.modelInfer(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(description);
  }

  private static InferInputTensor.Builder input(String type, long... shape) {
    return InferInputTensor.newBuilder()
        .setName("image")
        .setDatatype(type)
        .addAllShape(Arrays.stream(shape).boxed().toList());
  }

  private static ModelInferRequest request(InferInputTensor.Builder input) {
    return ModelInferRequest.newBuilder()
        .setModelName("restorer")
        .setId("42")
        .addInputs(input)
        .build();
  }

  private static ModelInferRequest request(InferInputTensor.Builder input, byte[] raw) {
    return request(input).toBuilder().addRawInputContents(ByteString.copyFrom(raw)).build();
  }

  private static float[] negative() {
    float[] negative = PATTERN.data().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = 1 - negative[i];
    }
    return negative;
  }
}
