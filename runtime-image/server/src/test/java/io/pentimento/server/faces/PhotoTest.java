// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.testing.PhotoModel;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole photographs, with a detector that sees one face in the middle of what is not dark. */
@QuarkusTest
@QuarkusTestResource(value = PhotoModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class PhotoTest {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 200;
  private static final int MIDDLE = HEIGHT / 2 * WIDTH + WIDTH / 2;

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
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

  private static ValidatableResponse post(String type, byte[] body, String query) {
    return given().contentType(type).body(body).when().post("/v1/restore" + query).then();
  }

  @Test
  void theFaceIsRestoredAndTheRestStays() {
    byte[] answer =
        post("image/png", Pictures.png(photograph()), "?faces=all")
            .statusCode(200)
            .contentType("image/png")
            .header("Pentimento-Faces", equalTo("1"))
            .header("Pentimento-Message", equalTo("1 face was restored."))
            .extract()
            .asByteArray();

    Tensor restored = ImageFiles.decode(answer, "answer");
    assertThat(restored.shape()).containsExactly(1, 3, HEIGHT, WIDTH);
    assertThat(restored.data()[MIDDLE]).isLessThan(0.3f);
    assertThat(restored.data()[0]).isCloseTo(0.5f, within(0.003f));
  }

  @Test
  void aPhotographIsEnlarged() {
    byte[] answer =
        post("image/png", Pictures.png(photograph()), "?faces=all&upscale=2")
            .statusCode(200)
            .header("Pentimento-Faces", equalTo("1"))
            .extract()
            .asByteArray();

    Tensor restored = ImageFiles.decode(answer, "answer");
    assertThat(restored.shape()).containsExactly(1, 3, 2 * HEIGHT, 2 * WIDTH);
    assertThat(restored.data()[HEIGHT * 2 * WIDTH + WIDTH]).isLessThan(0.3f);
    post("image/png", Pictures.png(photograph()), "?upscale=two").statusCode(422);
    post("image/png", Pictures.png(photograph()), "?faces=aligned&upscale=2").statusCode(422);
  }

  @Test
  void aJpegComesBackAsAJpeg() {
    post("image/jpeg", ImageFiles.encodeJpeg(photograph(), 95), "")
        .statusCode(200)
        .contentType("image/jpeg")
        .header("Pentimento-Faces", equalTo("1"));
  }

  @Test
  void jsonListsTheFacesAndTheirCrops() {
    String json =
        given()
            .accept("application/json")
            .contentType("image/png")
            .body(Pictures.png(photograph()))
            .when()
            .post("/v1/restore?faces=largest")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .body("faces", hasSize(1))
            .body("leftOut", hasSize(0))
            .body("image.mediaType", equalTo("image/png"))
            .extract()
            .asString();

    JsonPath answer =
        new JsonPath(json)
            .using(new JsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    double middle = answer.getDouble("faces[0].box.x") + answer.getDouble("faces[0].box.width") / 2;
    assertThat(middle).isBetween(WIDTH / 2 - 4.0, WIDTH / 2 + 4.0);
    assertThat(answer.getDouble("faces[0].landmarks.leftEye.x"))
        .isLessThan(answer.getDouble("faces[0].landmarks.rightEye.x"));
    assertThat(answer.getDouble("faces[0].score")).isBetween(0.7, 1.0);
    assertThat(crop(answer, "crop").shape()).containsExactly(1, 3, TinyModel.SIZE, TinyModel.SIZE);
    assertThat(crop(answer, "restored").shape())
        .containsExactly(1, 3, TinyModel.SIZE, TinyModel.SIZE);
  }

  private static Tensor crop(JsonPath answer, String name) {
    String data = answer.getString("faces[0].%s.data".formatted(name));
    return ImageFiles.decode(Base64.getDecoder().decode(data), name);
  }

  @Test
  void aFormIsTakenWithItsFields() {
    given()
        .multiPart("picture", "photo.png", Pictures.png(photograph()), "image/png")
        .multiPart("faces", "largest")
        .when()
        .post("/v1/restore")
        .then()
        .statusCode(200)
        .contentType("image/png")
        .header("Pentimento-Faces", equalTo("1"));
  }

  @Test
  void aFormWithoutAFileIsRejected() {
    given()
        .multiPart("faces", "largest")
        .when()
        .post("/v1/restore")
        .then()
        .statusCode(422)
        .body("detail", containsString("The form has no file"));
  }

  @Test
  void aPhotographWithoutFacesComesBackUnchanged() {
    byte[] dark = Pictures.png(Pictures.flat(HEIGHT, WIDTH, 0));
    byte[] answer =
        post("image/png", dark, "?faces=all")
            .statusCode(200)
            .header("Pentimento-Faces", equalTo("0"))
            .header("Pentimento-Message", containsString("No face was found"))
            .extract()
            .asByteArray();
    assertThat(answer).isEqualTo(dark);
  }

  @Test
  void anAlignedCropIsRestoredAsAWhole() {
    byte[] crop = Pictures.png(Pictures.flat(TinyModel.SIZE, TinyModel.SIZE, 0.2f));
    byte[] answer =
        post("image/png", crop, "?faces=auto")
            .statusCode(200)
            .header("Pentimento-Message", containsString("one aligned crop"))
            .extract()
            .asByteArray();
    assertThat(ImageFiles.decode(answer, "answer").data()[0]).isBetween(0.79f, 0.81f);
  }

  @Test
  void unknownModesAndWeightsAreRejected() {
    byte[] png = Pictures.png(photograph());
    post("image/png", png, "?faces=some")
        .statusCode(422)
        .body("detail", containsString("[auto, aligned, all, largest]"));
    post("image/png", png, "?faces=all&w=2")
        .statusCode(422)
        .body("detail", containsString("from 0 to 1"));
    post("image/png", png, "?faces=all&w=0.5")
        .statusCode(422)
        .body("detail", containsString("does not take a weight"));
  }

  @Test
  void aDamagedPictureIsRejectedBeforeItIsDecoded() {
    byte[] png = Pictures.png(photograph());
    post("image/png", Arrays.copyOf(png, png.length / 2), "?faces=all")
        .statusCode(400)
        .body("detail", containsString("the image"));
  }
}
