// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.pentimento.server.testing.DigestedModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata and health of the Open Inference Protocol, as specified by inference_rest.md. */
@QuarkusTest
@QuarkusTestResource(value = DigestedModel.class, restrictToAnnotatedClass = true)
class RestMetadataTest {

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/v2/health/ready").then().statusCode(200));
  }

  @Test
  void theServerReportsItsNameAndExtensions() {
    when()
        .get("/v2")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("name", equalTo("pentimento-server"))
        .body("version", org.hamcrest.Matchers.not(org.hamcrest.Matchers.emptyString()))
        .body("extensions", hasItem("binary_tensor_data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/health/live", "/v2/health/ready"})
  void healthIsLive(String path) {
    when().get(path).then().statusCode(200).body("live", equalTo(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/versions/1", "/versions/" + DigestedModel.DIGEST})
  void theModelReportsItsTensorsAndVersions(String version) {
    when()
        .get("/v2/models/restorer" + version)
        .then()
        .statusCode(200)
        .body("name", equalTo("restorer"))
        .body("versions", equalTo(List.of("1", DigestedModel.DIGEST)))
        .body("platform", equalTo("onnx_onnxv1"))
        .body("inputs.name", equalTo(List.of("image")))
        .body("inputs.datatype", equalTo(List.of("FP32")))
        .body("inputs.shape", equalTo(List.of(List.of(-1, 3, -1, -1))))
        .body("outputs.name", equalTo(List.of("restored")))
        .body("outputs.shape", equalTo(List.of(List.of(-1, 3, -1, -1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/versions/1"})
  void theModelIsReady(String version) {
    when()
        .get("/v2/models/restorer" + version + "/ready")
        .then()
        .statusCode(200)
        .body("name", equalTo("restorer"))
        .body("ready", equalTo(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/other",
        "/v2/models/other/ready",
        "/v2/models/restorer/versions/2",
        "/v2/models/restorer/versions/2/ready"
      })
  void anUnknownModelOrVersionIsAnErrorOfTheProtocol(String path) {
    when()
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("size()", equalTo(1))
        .body("error", containsString("restorer"));
  }

  @Test
  void anUnknownPathIsAnErrorOfTheProtocol() {
    when().get("/v2/repository").then().statusCode(404).body("size()", equalTo(1));
  }
}
