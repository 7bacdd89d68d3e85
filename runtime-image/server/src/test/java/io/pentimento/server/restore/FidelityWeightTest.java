// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.WeightedModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = WeightedModel.class, restrictToAnnotatedClass = true)
class FidelityWeightTest {

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  @ParameterizedTest
  @CsvSource({"'', 0.4", "?w=0, 0", "?w=0.25, 0.2", "?w=1, 0.8"})
  void theRequestsWeightOverridesTheConfiguredOne(String query, float expected) {
    byte[] png = post(query).statusCode(200).extract().asByteArray();
    assertThat(ImageFiles.decode(png, "answer").data()[0])
        .isCloseTo(expected, Offset.offset(1 / 255f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-0.1", "NaN", "much"})
  void anInvalidWeightIsRejected(String w) {
    post("?w=" + w)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("title", equalTo("The weight cannot be used"))
        .body("detail", containsString(w))
        .body("detail", containsString("from 0 to 1"));
  }

  @Test
  void theModelReportsItsDefaultWeight() {
    when().get("/v1/model").then().body("provenance.'pentimento.fidelityWeight'", equalTo("0.5"));
  }

  private static ValidatableResponse post(String query) {
    return given()
        .contentType("image/png")
        .body(Pictures.png(Pictures.flat(32, 32, 0.8f)))
        .when()
        .post("/v1/restore" + query)
        .then();
  }
}
