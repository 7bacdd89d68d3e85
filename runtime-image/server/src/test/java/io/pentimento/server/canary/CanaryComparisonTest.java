// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.pentimento.server.canary.Candidate.Behaviour;
import io.pentimento.server.testing.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server compares itself with a candidate in the background. */
@QuarkusTest
@QuarkusTestResource(value = Candidate.class, restrictToAnnotatedClass = true)
@Timeout(300)
class CanaryComparisonTest {
  private static final byte[] IMAGE = Pictures.png(Pictures.pattern(32, 32));

  @BeforeEach
  void modelIsLoaded() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void aCandidateThatRestoresTheSameImagesDoesNotDiffer() {
    JsonPath report = restoreUntil(Behaviour.LIKE_THE_SERVED_MODEL, each -> pairs(each) >= 3);

    assertThat(report.getString("model")).isEqualTo("sha256:0123");
    assertThat(report.getDouble("candidate.difference.mean")).isLessThan(1e-6);
    assertThat(report.getDouble("candidate.fidelityChange.mean")).isCloseTo(0, within(1e-6));
    assertThat(report.getDouble("candidate.fidelity.mean")).isPositive();
    assertThat(report.getInt("candidate.quality.count")).as("too small for NIQE").isZero();
    assertThat(report.getInt("requests.count")).isPositive();
    assertThat(report.getInt("requests.errors")).isZero();
    assertThat(report.getMap("requests.durations")).isNotEmpty();
    assertThat(metrics()).contains("pentimento_canary_pairs ", "pentimento_canary_difference ");
  }

  @Test
  void aCandidateThatDrawsAnotherFaceDiffers() {
    JsonPath report = restoreUntil(Behaviour.ANOTHER_FACE, each -> pairs(each) >= 3);

    assertThat(report.getDouble("candidate.difference.mean")).isGreaterThan(0.2);
  }

  @Test
  void aCandidateThatFailsIsCountedAndRequestsSucceed() {
    restoreUntil(Behaviour.SERVER_ERROR, each -> failures(each) >= 2);
  }

  @Test
  void aCandidateThatIsTooSlowIsCountedAndRequestsSucceed() {
    restoreUntil(Behaviour.TOO_SLOW, each -> failures(each) >= 2);
  }

  @Test
  void aBusyCandidateHasNotFailed() {
    JsonPath report = restoreUntil(Behaviour.BUSY, each -> each.getInt("candidate.skipped") >= 2);

    assertThat(failures(report)).isZero();
  }

  @Test
  void withoutACandidateNothingIsCompared() {
    JsonPath before = restoreUntil(Behaviour.LIKE_THE_SERVED_MODEL, each -> pairs(each) >= 1);
    Candidate.behaviour = Behaviour.ABSENT;
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(restoreAndCount()).isEqualTo(restoreAndCount()));

    assertThat(report().getString("candidate.model"))
        .as("the last candidate")
        .isEqualTo(before.getString("candidate.model"));
  }

  private static int restoreAndCount() {
    restore();
    return pairs(report());
  }

  private static JsonPath restoreUntil(Behaviour behaviour, Predicate<JsonPath> condition) {
    Candidate.behaviour = behaviour;
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              restore();
              JsonPath report = report();
              return Candidate.digest(behaviour).equals(report.getString("candidate.model"))
                  && condition.test(report);
            });
    return report();
  }

  private static void restore() {
    given().contentType("image/png").body(IMAGE).when().post("/v1/restore").then().statusCode(200);
  }

  private static JsonPath report() {
    return when().get("/v1/canary").then().statusCode(200).extract().jsonPath();
  }

  private static int pairs(JsonPath report) {
    return report.getInt("candidate.pairs");
  }

  private static int failures(JsonPath report) {
    return report.getInt("candidate.failures");
  }

  private static String metrics() {
    return when().get("/q/metrics").then().extract().asString();
  }
}
