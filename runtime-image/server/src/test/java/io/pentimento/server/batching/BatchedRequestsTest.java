// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of several clients in one run of the model, from HTTP to ONNX Runtime. */
@QuarkusTest
@TestProfile(BatchedRequestsTest.OfFour.class)
@QuarkusTestResource(value = TinyModel.class, restrictToAnnotatedClass = true)
@Timeout(60)
class BatchedRequestsTest {
  private static final float[] LEVELS = {0.2f, 0.4f, 0.6f, 0.8f};

  @Inject MeterRegistry metrics;

  /** The delay is long enough for all requests of a test. */
  public static class OfFour implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "pentimento.server.batching.size", "4", "pentimento.server.batching.delay", "3s");
    }
  }

  @BeforeEach
  void modelIsLoaded() {
    Awaitility.await().untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
  }

  private static List<Response> restoreTogether(List<byte[]> bodies) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(bodies.size());
    try {
      List<Future<Response>> answers = new ArrayList<>();
      for (byte[] body : bodies) {
        answers.add(
            clients.submit(
                () -> given().contentType("image/png").body(body).when().post("/v1/restore")));
      }
      List<Response> all = new ArrayList<>();
      for (Future<Response> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void requestsShareARunAndEachGetsItsOwnImage() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    for (float level : LEVELS) {
      bodies.add(Pictures.png(Pictures.flat(32, 32, level)));
    }
    List<Response> answers = restoreTogether(bodies);

    for (int i = 0; i < LEVELS.length; i++) {
      float[] restored = ImageFiles.decode(answers.get(i).asByteArray(), "answer").data();
      assertThat(restored[0]).isCloseTo(1 - LEVELS[i], Offset.offset(1 / 255f));
    }
    assertThat(metrics.get("pentimento.batch.size").summary().max()).isEqualTo(4);
  }

  @Test
  void onlyTheBadImageFails() throws Exception {
    byte[] good = Pictures.png(Pictures.flat(32, 32, 0.2f));
    byte[] bad = Arrays.copyOf(good, good.length - 20);
    List<Response> answers = restoreTogether(List.of(good, bad, good));

    assertThat(answers).extracting(Response::statusCode).containsExactly(200, 400, 200);
  }
}
