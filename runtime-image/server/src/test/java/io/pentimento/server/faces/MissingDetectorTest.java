// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;

import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose detector file is missing is not ready and reports the reason. */
@QuarkusTest
@TestProfile(MissingDetectorTest.Missing.class)
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class MissingDetectorTest {
  /** Names a file that does not exist. */
  public static class Missing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("pentimento.faces.detector", "target/no-detector.onnx");
    }
  }

  @Test
  void itIsNotReadyAndNamesTheFile() {
    when()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body(containsString("Face detector file not found: target/no-detector.onnx"));
  }

  @Test
  void photographsAreAnsweredWithTheReason() {
    Awaitility.await()
        .untilAsserted(
            () ->
                given()
                    .contentType("image/png")
                    .body(Pictures.png(Pictures.flat(40, 60, 0.5f)))
                    .when()
                    .post("/v1/restore?faces=all")
                    .then()
                    .statusCode(503)
                    .body("detail", containsString("no-detector.onnx")));
  }
}
