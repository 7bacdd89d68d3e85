// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;

import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutModelTest.Missing.class)
class WithoutModelTest {
  private static final Path FILE = Path.of("target", "late", "model.onnx");

  public static class Missing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "pentimento.model.path", FILE.toString(), "pentimento.model.retry-interval", "100ms");
    }
  }

  @Test
  void theServerReportsThatItWaitsForItsModel() throws IOException {
    Files.deleteIfExists(FILE);
    Awaitility.await().untilAsserted(WithoutModelTest::saysThatTheFileIsMissing);
    when().get("/q/health/live").then().statusCode(200);
    when().get("/v1/model").then().statusCode(503);
    given()
        .contentType("image/png")
        .body(Pictures.png(Pictures.pattern(32, 32)))
        .when()
        .post("/v1/restore")
        .then()
        .statusCode(503)
        .header("Retry-After", "2")
        .body("detail", containsString("does not exist"));

    Files.createDirectories(FILE.getParent());
    TinyModel.write(FILE, 3);
    Awaitility.await().untilAsserted(() -> when().get("/v1/model").then().statusCode(200));
    when().get("/q/health/ready").then().statusCode(200);
    Files.delete(FILE);
  }

  private static void saysThatTheFileIsMissing() {
    when()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body(
            "checks.find { it.name == 'model' }.data.reason",
            containsString("model.onnx' does not exist"));
  }
}
