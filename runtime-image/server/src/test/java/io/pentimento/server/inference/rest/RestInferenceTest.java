// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.inference.Tensors;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inference over REST: JSON and binary data, every datatype and layout, and invalid requests. */
@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
class RestInferenceTest {
  private static final String INFER = "/v2/models/restorer/infer";
  private static final String LENGTH = "Inference-Header-Content-Length";
  private static final Tensor PATTERN = Pictures.pattern(32, 32);

  @Inject Admission admission;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/v2/health/ready").then().statusCode(200));
  }

  @AfterEach
  void allMemoryIsReleased() {
    Awaitility.await().until(() -> admission.used() == 0 && admission.taken() == 0);
  }

  private static ValidatableResponse post(String json) {
    return given().contentType("application/json").body(json).when().post(INFER).then();
  }

  /** JSON followed by binary data. */
  private static ValidatableResponse post(String json, byte[] binary) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(head, head.length + binary.length);
    System.arraycopy(binary, 0, body, head.length, binary.length);
    return given()
        .contentType("application/octet-stream")
        .header(LENGTH, head.length)
        .body(body)
        .when()
        .post(INFER)
        .then();
  }

  private static String input(String datatype, String shape, String rest) {
    return """
    {"id": "42", "inputs": [{"name": "image", "datatype": "%s", "shape": %s, %s}]}\
    """
        .formatted(datatype, shape, rest);
  }

  @Test
  void jsonSamplesAreReturnedAsJsonSamples() {
    List<Float> restored =
        post(input("FP32", "[1, 3, 32, 32]", "\"data\": " + Arrays.toString(PATTERN.data())))
            .statusCode(200)
            .contentType("application/json")
            .body("model_name", equalTo("restorer"))
            .body("model_version", equalTo("1"))
            .body("id", equalTo("42"))
            .body("outputs.name", equalTo(List.of("restored")))
            .body("outputs.datatype", equalTo(List.of("FP32")))
            .body("outputs.shape", equalTo(List.of(List.of(1, 3, 32, 32))))
            .extract()
            .path("outputs[0].data");

    assertThat(Tensors.of(restored)).containsExactly(negative(), Offset.offset(1e-6f));
  }

  @Test
  void nestedArraysOfLevelsAreReadInTheirLayout() {
    byte[] row = new byte[32 * 3];
    Arrays.fill(row, (byte) 51);
    String nested = Tensors.nested(Tensors.repeat(row, 32), 1, 32, 32, 3);

    List<Integer> restored =
        post(input("UINT8", "[1, 32, 32, 3]", "\"data\": " + nested))
            .statusCode(200)
            .body("outputs.datatype", equalTo(List.of("UINT8")))
            .body("outputs.shape", equalTo(List.of(List.of(1, 32, 32, 3))))
            .extract()
            .path("outputs[0].data");

    assertThat(restored).hasSize(32 * 32 * 3).containsOnly(204);
  }

  @Test
  void dataMayPrecedeShapeAndType() {
    post("""
    {"inputs": [{"data": %s, "shape": [1, 3, 32, 32], "name": "image", "datatype": "FP32"}]}\
    """
            .formatted(Arrays.toString(PATTERN.data())))
        .statusCode(200);
  }

  @Test
  void anEncodedJsonImageIsReturnedAsEncodedImage() {
    String base64 = Base64.getEncoder().encodeToString(Pictures.png(PATTERN));
    String restored =
        post(input("BYTES", "[1]", "\"data\": [\"%s\"]".formatted(base64)))
            .statusCode(200)
            .body("outputs.datatype", equalTo(List.of("BYTES")))
            .body("outputs.shape", equalTo(List.of(List.of(1))))
            .body("outputs[0].parameters.content_type", equalTo("base64"))
            .extract()
            .path("outputs[0].data[0]");

    assertThat(ImageFiles.decode(Base64.getDecoder().decode(restored), "answer").data())
        .containsExactly(negative(), Offset.offset(1e-6f));
  }

  @Test
  void binarySamplesAreReturnedAsBinaryOnRequest() {
    byte[] binary = Tensors.littleEndian(PATTERN.data());
    String json =
        """
        {"parameters": {"binary_data_output": true}, "inputs": [{"name": "image",
          "datatype": "FP32", "shape": [1, 3, 32, 32], "parameters": {"binary_data_size": %d}}]}\
        """
            .formatted(binary.length);
    ValidatableResponse answer =
        post(json, binary).statusCode(200).contentType("application/octet-stream");
    byte[] body = answer.extract().asByteArray();
    int length = Integer.parseInt(answer.extract().header(LENGTH));

    String head = new String(body, 0, length, StandardCharsets.UTF_8);
    assertThat(head).contains("\"binary_data_size\":" + binary.length).doesNotContain("data\":[");
    assertThat(Tensors.floats(ByteBuffer.wrap(body, length, body.length - length)))
        .containsExactly(negative(), Offset.offset(1e-6f));
  }

  @Test
  void encodedImagesOfDifferentSizesAreReturnedInOrder() {
    byte[] first = Pictures.png(Pictures.flat(40, 24, 0.2f));
    byte[] second = Pictures.png(Pictures.flat(32, 32, 0.6f));
    byte[] binary = Tensors.elements(first, second);
    String json =
        """
        {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [2],
          "parameters": {"binary_data_size": %d}}],
         "outputs": [{"name": "restored", "parameters": {"binary_data": true}}]}\
        """
            .formatted(binary.length);
    ValidatableResponse answer = post(json, binary).statusCode(200);
    byte[] body = answer.extract().asByteArray();
    int length = Integer.parseInt(answer.extract().header(LENGTH));
    ByteBuffer rest =
        ByteBuffer.wrap(body, length, body.length - length).order(ByteOrder.LITTLE_ENDIAN);

    Tensor one = Tensors.nextImage(rest);
    Tensor two = Tensors.nextImage(rest);
    assertThat(one.shape()).containsExactly(1, 3, 40, 24);
    assertThat(one.data()[0]).isCloseTo(0.8f, Offset.offset(1 / 255f));
    assertThat(two.shape()).containsExactly(1, 3, 32, 32);
    assertThat(two.data()[0]).isCloseTo(0.4f, Offset.offset(1 / 255f));
    assertThat(rest.hasRemaining()).isFalse();
  }

  @Test
  void theOutputTypeMayDifferFromTheInputType() {
    String base64 = Base64.getEncoder().encodeToString(Pictures.png(Pictures.flat(32, 32, 0.2f)));
    List<Integer> restored =
        post("""
        {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}],
         "outputs": [{"name": "restored",
           "parameters": {"datatype": "UINT8", "layout": "NHWC"}}]}\
        """
                .formatted(base64))
            .statusCode(200)
            .body("outputs.shape", equalTo(List.of(List.of(1, 32, 32, 3))))
            .extract()
            .path("outputs[0].data");
    assertThat(restored).containsOnly(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | not valid JSON",
        "[] | must be a JSON object",
        "{}{} | more than one JSON object",
        "{} | the model has one, 'image'",
        "{\"inputs\": 3} | 'inputs' must be an array",
        "{\"inputs\": [{\"name\": \"image\"}]} | no 'datatype'",
        "{\"inputs\": [], \"id\": 7} | 'id' must be a string",
      })
  void invalidRequestsAreRejected(String json, String error) {
    refused(post(json), 400, error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INT64 | [1] | \"data\": [1] | must be FP32, UINT8 or BYTES",
        "FP32 | [2, 2] | \"data\": [0, 0, 0, 0] | must be [N, 3, H, W] or [N, H, W, 3]",
        "FP32 | [1, 3, 32, 32] | \"data\": [0.5, 0.5] | it has 2",
        "FP32 | [1, 3, 1, 1] | \"data\": [0, 0, 0, 0] | it has more",
        "FP32 | [1, 3, 1, 1] | \"data\": [0, \"a\", 0] | must be numbers",
        "FP32 | [1, 3, 1, 1] | \"data\": 5 | 'data' must be an array",
        "FP32 | [-1, 3, 1, 1] | \"data\": [] | must be 0 or more",
        "FP32 | [9999999, 3, 99999, 1] | \"data\": [] | their product at most",
        "FP32 | [0, 3, 32, 32] | \"data\": [] | contains no image",
        "UINT8 | [1, 3, 1, 1] | \"data\": [0, 256, 0] | from 0 to 255",
        "UINT8 | [1, 3, 1, 1] | \"data\": [0, 0.5, 0] | from 0 to 255",
        "BYTES | [1] | \"data\": [5] | base64",
        "BYTES | [1] | \"data\": [\"*\"] | not valid JSON",
        "BYTES | [1] | \"data\": [\"AAAA\"] | neither a PNG nor a JPEG",
        "BYTES | [2] | \"data\": [\"AAAA\"] | it has 1",
        "BYTES | [1, 2] | \"data\": [\"AAAA\", \"AAAA\"] | must be [N] or [N, 1]",
        "FP32 | [1, 3, 1, 1] | \"parameters\": {} | neither data nor binary_data_size",
        "FP32 | [1, 3, 1, 1] | \"parameters\": {\"binary_data_size\": 12} | 0 bytes follow the"
            + " JSON",
        "FP32 | [1, 3, 1, 1] | \"parameters\": {\"binary_data_size\": -1} | number of its bytes",
      })
  void tensorsWithoutImagesAreRejected(String type, String shape, String rest, String error) {
    refused(post(input(type, shape, rest)), 400, error);
  }

  /** JSON that needs many times more memory as objects than as text. */
  @Test
  void jsonThatWouldNeedTooMuchMemoryIsRejected() {
    String many = "{\"name\": \"restored\"},".repeat(5000) + "{\"name\": \"restored\"}";
    refused(post("{\"outputs\": [%s]}".formatted(many)), 400, "longer than 65536 bytes");
    refused(post("{\"unknown\": [%s]}".formatted(many)), 400, "longer than 65536 bytes");
    String input = "{\"name\": \"image\", \"datatype\": \"FP32\", \"shape\": [], \"data\": []}";
    refused(
        post("{\"inputs\": [%s]}".formatted((input + ",").repeat(20) + input)),
        400,
        "more than 16 inputs");
    refused(post(input("FP32", "[1, 3, 1, 1]", "\"data\": [{\"a\": 1}]")), 400, "without objects");
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      fields.append("\"field").append(i).append("\": 0,");
    }
    refused(post("{%s \"id\": \"1\"}".formatted(fields)), 400, "more than 64 fields");
  }

  @Test
  void samplesFromZeroTo255AreRejectedAsFp32() {
    float[] samples = new float[3 * 32 * 32];
    Arrays.fill(samples, 128);
    refused(
        post(input("FP32", "[1, 3, 32, 32]", "\"data\": " + Arrays.toString(samples))),
        400,
        "Divide by 255, or send UINT8");
  }

  @Test
  void anInvalidImageIsReportedByItsNumber() {
    byte[] good = Pictures.png(PATTERN);
    byte[] binary = Tensors.elements(good, Arrays.copyOf(good, 60));
    String json =
        input(
            "BYTES", "[2]", "\"parameters\": {\"binary_data_size\": %d}".formatted(binary.length));
    refused(post(json, binary), 400, "image 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"strength\": 1} | 400 | The parameter 'strength' is unknown; known parameters",
        "{\"w\": 2} | 400 | from 0 to 1",
        "{\"w\": \"much\"} | 400 | must be a number",
        "{\"w\": 0.5} | 422 | does not take a weight w",
      })
  void parametersAreValidated(String parameters, int status, String error) {
    String base64 = Base64.getEncoder().encodeToString(Pictures.png(PATTERN));
    refused(
        post(
            """
            {"parameters": %s,
             "inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}]}\
            """
                .formatted(parameters, base64)),
        status,
        error);
  }

  @Test
  void tooManyImagesAreRejected() {
    byte[][] files = new byte[18][];
    Arrays.fill(files, Pictures.png(PATTERN));
    byte[] binary = Tensors.elements(files);
    String json =
        input(
            "BYTES", "[18]", "\"parameters\": {\"binary_data_size\": %d}".formatted(binary.length));
    refused(post(json, binary), 413, "18 images, more than the maximum of 17");
  }

  @Test
  void aCompressedBodyIsRejected() {
    refused(
        given().header("Content-Encoding", "gzip").body(new byte[8]).when().post(INFER).then(),
        400,
        "compressed");
  }

  @ParameterizedTest
  @CsvSource({"x", "-1", "9999"})
  void aHeaderThatContradictsTheBodyIsRejected(String length) {
    refused(given().header(LENGTH, length).body("{}").when().post(INFER).then(), 400, LENGTH);
  }

  @ParameterizedTest
  @CsvSource({"other/infer", "restorer/versions/7/infer"})
  void anUnknownModelIsRejected(String path) {
    refused(given().body("{}").when().post("/v2/models/" + path).then(), 404, "restorer");
  }

  private static void refused(ValidatableResponse answer, int status, String error) {
    answer
        .statusCode(status)
        .contentType("application/json")
        .body("size()", equalTo(1))
        .body("error", containsString(error));
  }

  private static float[] negative() {
    float[] negative = PATTERN.data().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = 1 - negative[i];
    }
    return negative;
  }
}
