// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.evidence;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The evidence of the served model, also while the model is not loaded. */
@QuarkusTest
@TestProfile(EvidenceTest.Delivered.class)
class EvidenceTest {
  private static final Path MODEL = Path.of("target", "delivered", "adapted.onnx");
  private static final Path EVIDENCE = MODEL.resolveSibling("evidence");

  public static class Delivered implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("pentimento.model.path", MODEL.toString());
    }
  }

  private static void deliver(String name, String content) throws IOException {
    Files.createDirectories(EVIDENCE);
    Files.writeString(EVIDENCE.resolve(name), content);
  }

  @AfterEach
  void remove() throws IOException {
    for (String name : new String[] {"evidence.json", "metrics.json", "report.html"}) {
      Files.deleteIfExists(EVIDENCE.resolve(name));
    }
  }

  @Test
  void deliveredFilesAreReturned() throws IOException {
    deliver("evidence.json", "{\"payloadType\": \"application/vnd.in-toto+json\"}");
    deliver("metrics.json", "{\"model\": \"sha256:1\"}");
    deliver("report.html", "<p>better</p>");

    when()
        .get("/v1/model/evidence")
        .then()
        .statusCode(200)
        .body("payloadType", equalTo("application/vnd.in-toto+json"));
    when().get("/v1/model/metrics").then().statusCode(200).body("model", equalTo("sha256:1"));
    when()
        .get("/v1/model/report")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("better"));
  }

  @Test
  void aModelWithoutEvidenceIsAnsweredWith404AndAReason() {
    when()
        .get("/v1/model/report")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("delivered without report.html"));
  }
}
