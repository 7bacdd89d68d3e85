// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;

import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(DisabledPageTest.Disabled.class)
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(120)
class DisabledPageTest {
  /** Switches the page off. */
  public static class Disabled implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("pentimento.page.enabled", "false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/page.js"})
  void nothingOfThePageIsServed(String path) {
    when()
        .get(path)
        .then()
        .statusCode(404)
        .body("detail", containsString("pentimento.page.enabled"));
  }
}
