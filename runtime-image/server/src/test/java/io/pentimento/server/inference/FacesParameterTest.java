// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.inference.grpc.proto.GRPCInferenceServiceGrpc;
import io.pentimento.server.inference.grpc.proto.InferParameter;
import io.pentimento.server.inference.grpc.proto.InferTensorContents;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest;
import io.pentimento.server.inference.grpc.proto.ModelInferRequest.InferInputTensor;
import io.pentimento.server.testing.PhotoModel;
import io.pentimento.server.testing.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole photographs by the Open Inference Protocol, over REST and gRPC. */
@QuarkusTest
@QuarkusTestResource(value = PhotoModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class FacesParameterTest {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 200;
  private static final int MIDDLE = HEIGHT / 2 * WIDTH + WIDTH / 2;
  private static final byte[] PHOTOGRAPH = Pictures.png(photograph());

  @TestHTTPResource URI address;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  /** Grey, with a white square in the middle that the model turns dark. */
  private static Tensor photograph() {
    Tensor image = Pictures.flat(HEIGHT, WIDTH, 0.5f);
    for (int i = 0; i < image.size(); i++) {
      int x = i % WIDTH - WIDTH / 2;
      int y = i / WIDTH % HEIGHT - HEIGHT / 2;
      if (Math.abs(x) < 8 && Math.abs(y) < 8) {
        image.data()[i] = 1;
      }
    }
    return image;
  }

  @Test
  void restRestoresTheFacesOfAPhotograph() {
    String png =
        infer("\"faces\": \"all\"", "BYTES")
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("outputs[0].data[0]");

    assertThatOnlyTheFaceIsRestored(Base64.getDecoder().decode(png));
  }

  @Test
  void grpcRestoresTheFacesOfAPhotograph() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(address.getHost(), address.getPort()).usePlaintext().build();
    try {
      ByteString png =
          GRPCInferenceServiceGrpc.newBlockingStub(channel)
              .modelInfer(request("largest"))
              .getOutputs(0)
              .getContents()
              .getBytesContents(0);

      assertThatOnlyTheFaceIsRestored(png.toByteArray());
      assertThatThrownBy(
              () -> GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(request("some")))
          .hasMessageContaining("INVALID_ARGUMENT")
          .hasMessageContaining("faces is 'some'");
    } finally {
      channel.shutdownNow();
    }
  }

  private static ModelInferRequest request(String faces) {
    return ModelInferRequest.newBuilder()
        .setModelName("restorer")
        .putParameters("faces", InferParameter.newBuilder().setStringParam(faces).build())
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("image")
                .setDatatype("BYTES")
                .addShape(1)
                .setContents(
                    InferTensorContents.newBuilder()
                        .addBytesContents(ByteString.copyFrom(PHOTOGRAPH))))
        .build();
  }

  @Test
  void photographsAreEnlarged() {
    String png =
        infer("\"faces\": \"all\", \"upscale\": 2", "BYTES")
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("outputs[0].data[0]");

    assertThat(ImageFiles.decode(Base64.getDecoder().decode(png), "answer").shape())
        .containsExactly(1, 3, 2 * HEIGHT, 2 * WIDTH);
    infer("\"upscale\": 2", "BYTES")
        .statusCode(400)
        .body("error", containsString("with the parameter 'faces'"));
    infer("\"faces\": \"all\", \"upscale\": 9", "BYTES")
        .statusCode(400)
        .body("error", containsString("upscale is 9; it must be from 1 to 8"));
  }

  @Test
  void withoutTheParameterImagesAreAlignedCrops() {
    String png =
        infer("", "BYTES").statusCode(200).extract().jsonPath().getString("outputs[0].data[0]");

    Tensor restored = ImageFiles.decode(Base64.getDecoder().decode(png), "answer");
    assertThat(restored.data()[0]).as("inverted grey").isCloseTo(0.5f, within(0.01f));
    assertThat(restored.data()[MIDDLE]).isLessThan(0.3f);
  }

  @Test
  void anUnknownModeIsRejected() {
    infer("\"faces\": \"some\"", "BYTES")
        .statusCode(400)
        .body("error", containsString("faces is 'some'; it must be one of"));
    infer("\"faces\": 1", "BYTES").statusCode(400).body("error", containsString("a string"));
  }

  @Test
  void samplesCannotHaveFaces() {
    infer("\"faces\": \"all\"", "UINT8")
        .statusCode(400)
        .body("error", containsString("needs an input and an output of BYTES"));
  }

  private static ValidatableResponse infer(String parameters, String outputType) {
    return given()
        .contentType("application/json")
        .body(
            """
            {"parameters": {%s},
             "inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}],
             "outputs": [{"name": "restored", "parameters": {"datatype": "%s"}}]}
            """
                .formatted(parameters, Base64.getEncoder().encodeToString(PHOTOGRAPH), outputType))
        .when()
        .post("/v2/models/restorer/infer")
        .then();
  }

  private static void assertThatOnlyTheFaceIsRestored(byte[] png) {
    Tensor restored = ImageFiles.decode(png, "answer");
    assertThat(restored.shape()).containsExactly(1, 3, HEIGHT, WIDTH);
    assertThat(restored.data()[MIDDLE]).isLessThan(0.3f);
    assertThat(restored.data()[0]).isCloseTo(0.5f, within(0.003f));
  }
}
