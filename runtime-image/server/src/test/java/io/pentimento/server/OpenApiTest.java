// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OpenApiTest {

  private static JsonPath document() {
    return when().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/model",
        "/v1/restore",
        "/v2",
        "/v2/health/live",
        "/v2/health/ready",
        "/v2/models/{name}",
        "/v2/models/{name}/infer",
        "/v2/models/{name}/ready",
        "/v2/models/{name}/versions/{version}",
        "/v2/models/{name}/versions/{version}/infer",
        "/v2/models/{name}/versions/{version}/ready"
      })
  void eachPathIsDescribed(String path) {
    Map<String, Map<String, Object>> operations = document().getMap("paths.'%s'".formatted(path));
    assertThat(operations.values())
        .isNotEmpty()
        .allSatisfy(
            operation -> assertThat(operation).containsKeys("summary", "responses", "tags"));
  }

  @Test
  void bodiesAreDescribed() {
    when()
        .get("/q/openapi?format=json")
        .then()
        .body("components.schemas", hasKey("InferenceRequest"))
        .body("components.schemas", hasKey("InferenceResponse"))
        .body("paths.'/v1/restore'.post.requestBody.content.'image/png'", notNullValue())
        .body(
            "paths.'/v2/models/{name}/infer'.post.requestBody.content.'application/json'.schema.$ref",
            notNullValue());
  }
}
