// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;

import io.pentimento.server.testing.Float16Model;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = Float16Model.class, restrictToAnnotatedClass = true)
class Float16Test {

  @Test
  void theFloat16GraphServesIfConfigured() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));

    when()
        .get("/v1/model")
        .then()
        .statusCode(200)
        .body("provenance.'pentimento.precision'", equalTo("Float16"));
  }
}
