// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
class AccessLogTest {
  private static final Logger LOG = Logger.getLogger("io.quarkus.http.access-log");
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(handler);
  }

  @Test
  void aLineContainsTheRequestIdOfTheClient() {
    given()
        .header("X-Request-ID", "frame-17")
        .when()
        .get("/v2/models/restorer/ready")
        .then()
        .header("X-Request-ID", "frame-17");

    Awaitility.await().until(() -> !lines.isEmpty());
    assertThat(lines.element())
        .matches(
            ".* \"GET /v2/models/restorer/ready HTTP/1.1\" \\d+ \\d+ bytes \\d+ ms id=frame-17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "\"quoted\"", "<script>"})
  void aMissingOrUnsafeIdIsReplaced(String id) {
    String given =
        given()
            .header("X-Request-ID", id)
            .when()
            .get("/v2")
            .then()
            .extract()
            .header("X-Request-ID");
    assertThat(given).matches(UUID);
  }

  @Test
  void probesAreNotLogged() {
    given().when().get("/q/health/live");
    given().when().get("/v2");
    Awaitility.await().until(() -> !lines.isEmpty());
    assertThat(lines).hasSize(1).allSatisfy(line -> assertThat(line).contains("/v2 "));
  }
}
