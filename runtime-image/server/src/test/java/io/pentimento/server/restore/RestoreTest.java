// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
class RestoreTest {
  @Inject Admission admission;
  @Inject ServerConfig config;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  private static ValidatableResponse post(String mediaType, byte[] body) {
    return given().contentType(mediaType).body(body).when().post("/v1/restore").then();
  }

  private static Tensor restored(String mediaType, byte[] body) {
    byte[] png =
        post(mediaType, body).statusCode(200).contentType("image/png").extract().asByteArray();
    return ImageFiles.decode(png, "answer");
  }

  private static void isProblem(ValidatableResponse response, int status, String detail) {
    response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("type", equalTo("about:blank"))
        .body("detail", containsString(detail));
  }

  @Test
  void anImageOfTheModelsSizeIsRestoredPixelByPixel() {
    Tensor image = Pictures.pattern(32, 32);
    float[] expected = image.data().clone();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 1 - expected[i];
    }
    assertThat(restored("image/png", Pictures.png(image)).data())
        .containsExactly(expected, Offset.offset(1e-6f));
  }

  @Test
  void anImageOfAnotherSizeKeepsItsSize() {
    Tensor out = restored("image/png", Pictures.png(Pictures.flat(40, 24, 0.2f)));
    assertThat(out.shape()).containsExactly(1, 3, 40, 24);
    float[] expected = new float[out.size()];
    Arrays.fill(expected, 0.8f);
    assertThat(out.data()).containsExactly(expected, Offset.offset(1e-6f));
  }

  @Test
  void jpegIsAccepted() {
    byte[] jpeg = ImageFiles.encodeJpeg(Pictures.flat(32, 32, 0.4f), 95);
    Tensor out = restored("image/jpeg", jpeg);
    assertThat(out.data()[0]).isCloseTo(0.6f, Offset.offset(0.01f));
  }

  @Test
  void otherContentIsRejected() {
    isProblem(post("image/png", "not an image".getBytes(UTF_8)), 400, "neither a PNG nor a JPEG");
    byte[] png = Pictures.png(Pictures.pattern(32, 32));
    isProblem(post("image/png", Arrays.copyOf(png, png.length / 2)), 400, "the image");
    isProblem(post("image/png", new byte[0]), 400, "empty");
  }

  @Test
  void otherMediaTypesAreRejected() {
    isProblem(post("image/gif", new byte[] {1}), 415, "image/png or image/jpeg");
    isProblem(post("application/json", "{}".getBytes(UTF_8)), 415, "image/png or image/jpeg");
  }

  @Test
  void tooManyBytesAreRejected() {
    isProblem(post("image/png", new byte[config.maxBytes() + 1]), 413, "bytes");
  }

  @Test
  void tooManyPixelsAreRejectedByTheHeader() {
    byte[] png = Pictures.png(Pictures.pattern(32, 32));
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    isProblem(post("image/png", png), 413, "100000×100000 pixels");
  }

  @Test
  void tooSmallImagesAreRejected() {
    byte[] png = Pictures.png(Pictures.pattern(8, 40));
    isProblem(post("image/png", png), 422, "40×8 pixels; each side must have at least 16");
  }

  @Test
  void aFullQueueRejectsRequests() {
    List<Admission.Ticket> others = new ArrayList<>();
    for (int i = 0; i < config.concurrency() + config.queueCapacity(); i++) {
      others.add(admission.admit(1));
    }
    try {
      ValidatableResponse response =
          post("image/png", Pictures.png(Pictures.pattern(32, 32))).header("Retry-After", "2");
      isProblem(response, 503, "images are being restored or are waiting");
      assertThat(metrics()).contains("pentimento_restore_refusals_total{reason=\"queue_full\"}");
    } finally {
      others.forEach(Admission.Ticket::close);
    }
    restored("image/png", Pictures.png(Pictures.pattern(32, 32)));
  }

  @Test
  void aRequestWithoutMemoryForItsBodyIsRejected() {
    try (Admission.Ticket others = admission.admit(MemoryBudget.of(config).transfers())) {
      ValidatableResponse response =
          post("image/png", Pictures.png(Pictures.pattern(32, 32))).header("Retry-After", "2");
      isProblem(response, 503, "bytes for image transfers");
      assertThat(metrics()).contains("pentimento_restore_refusals_total{reason=\"memory_full\"}");
    }
    restored("image/png", Pictures.png(Pictures.pattern(32, 32)));
  }

  @Test
  void reservationsAreReleased() {
    restored("image/png", Pictures.png(Pictures.pattern(32, 32)));
    post("image/png", "not an image".getBytes(UTF_8)).statusCode(400);
    Awaitility.await().until(() -> admission.taken() == 0 && admission.used() == 0);
  }

  @Test
  void aModelWithoutWeightRejectsOne() {
    ValidatableResponse response =
        given()
            .contentType("image/png")
            .body(Pictures.png(Pictures.pattern(32, 32)))
            .when()
            .post("/v1/restore?w=0.5")
            .then();
    isProblem(response, 422, "a Negative, does not take a weight w");
  }

  @Test
  void theModelIsDescribed() {
    when()
        .get("/v1/model")
        .then()
        .statusCode(200)
        .body("architecture", equalTo("Negative"))
        .body("digest", equalTo("sha256:0123"))
        .body("size.height", equalTo(32))
        .body("provenance.'pentimento.job'", equalTo("night-cctv"));
  }

  @Test
  void metricsReportOutcomesAndTheModel() {
    restored("image/png", Pictures.png(Pictures.pattern(32, 32)));
    post("image/gif", new byte[] {1}).statusCode(415);
    assertThat(metrics())
        .contains("pentimento_restore_requests_total{outcome=\"restored\"}")
        .contains("pentimento_restore_requests_total{outcome=\"unsupported_media_type\"}")
        .contains("pentimento_restore_duration_seconds_bucket")
        .contains("pentimento_model_info{architecture=\"Negative\",digest=\"sha256:0123\"} 1.0");
  }

  private static String metrics() {
    return when().get("/q/metrics").then().statusCode(200).extract().asString();
  }

  @Test
  void theProcessIsLive() {
    when().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void anUnknownPathIsAProblem() {
    when().get("/v1/nothing").then().statusCode(404);
    isProblem(when().get("/v1/restore").then(), 405, "");
  }
}
