// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server without a detector treats every picture as an aligned crop. */
@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class PhotoWithoutDetectorTest {
  private final byte[] picture = Pictures.png(Pictures.flat(40, 60, 0.2f));

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void facesCannotBeRequestedWithoutADetector() {
    given()
        .contentType("image/png")
        .body(picture)
        .when()
        .post("/v1/restore?faces=all")
        .then()
        .statusCode(422)
        .body("detail", containsString("pentimento.faces.detector"));
  }

  @Test
  void theWholePictureIsRestored() {
    for (String mode : new String[] {"auto", "aligned"}) {
      given()
          .accept("application/json")
          .contentType("image/png")
          .body(picture)
          .when()
          .post("/v1/restore?faces=" + mode)
          .then()
          .statusCode(200)
          .body("message", equalTo("The picture was restored as one aligned crop."))
          .body("faces.size()", equalTo(0));
    }
  }
}
