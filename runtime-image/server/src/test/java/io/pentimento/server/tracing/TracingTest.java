// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.tracing;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.pentimento.server.testing.TraceCollector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = TraceCollector.class, restrictToAnnotatedClass = true)
@Timeout(60)
class TracingTest {

  @Test
  void theStagesOfARequestArriveAtTheCollector() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
    given()
        .contentType("image/png")
        .body(Pictures.png(Pictures.pattern(32, 32)))
        .when()
        .post("/v1/restore")
        .then()
        .statusCode(200);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(TraceCollector.received())
                    .contains("queue", "decode", "model", "encode", "POST /v1/restore"));
  }
}
