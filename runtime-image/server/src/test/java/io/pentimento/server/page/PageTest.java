// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class PageTest {
  @Test
  void thePageLoadsNothingFromElsewhere() {
    when()
        .get("/")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("Choose a picture"))
        .body(not(containsString("http:")))
        .body(not(containsString("https:")));
  }

  @Test
  void itsStyleAndScriptAreThere() {
    when().get("/page.css").then().statusCode(200).contentType("text/css");
    when().get("/page.js").then().statusCode(200).contentType("text/javascript");
  }
}
