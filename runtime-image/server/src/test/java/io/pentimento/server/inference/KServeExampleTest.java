// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pentimento.server.testing.Pictures;
import io.pentimento.server.testing.TinyModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server with the configuration of examples/kserve, without KServe. */
@QuarkusTest
@TestProfile(KServeExampleTest.Configured.class)
class KServeExampleTest {
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "kserve");
  private static final Path MODELS = Path.of("target", "kserve-models").toAbsolutePath();

  private static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(Files.readString(EXAMPLE.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode container() {
    return read("serving-runtime.yaml").at("/spec/containers/0");
  }

  /** The environment of the runtime, with the values that KServe substitutes. */
  public static class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      writeModel();
      Map<String, String> settings = new HashMap<>();
      for (JsonNode variable : container().path("env")) {
        String name = variable.path("name").asText().toLowerCase(Locale.ROOT).replace('_', '.');
        String value =
            variable
                .path("value")
                .asText()
                .replace("{{.Name}}", read("inference-service.yaml").at("/metadata/name").asText())
                .replace("/mnt/models", MODELS.toString());
        settings.put(name, value);
      }
      return settings;
    }
  }

  private static void writeModel() {
    try {
      Files.createDirectories(MODELS);
      TinyModel.write(MODELS.resolve("model.onnx"), 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void modelIsLoaded() {
    String ready = container().at("/readinessProbe/httpGet/path").asText();
    Awaitility.await().untilAsserted(() -> when().get(ready).then().statusCode(200));
  }

  @Test
  void theServiceNamesARuntimeAndAFormatThatExist() {
    JsonNode runtime = read("serving-runtime.yaml");
    JsonNode model = read("inference-service.yaml").at("/spec/predictor/model");
    assertThat(model.path("runtime").asText()).isEqualTo(runtime.at("/metadata/name").asText());
    assertThat(model.at("/modelFormat/name").asText())
        .isEqualTo(runtime.at("/spec/supportedModelFormats/0/name").asText());
    assertThat(
            List.of(
                new YAMLMapper()
                    .convertValue(runtime.at("/spec/protocolVersions"), String[].class)))
        .contains(model.path("protocolVersion").asText());
  }

  @Test
  void probesAreAnsweredAndTheModelHasTheNameOfTheService() {
    when().get(container().at("/livenessProbe/httpGet/path").asText()).then().statusCode(200);
    when().get("/v2/models/night-cctv").then().body("name", equalTo("night-cctv"));
    String image = Base64.getEncoder().encodeToString(Pictures.png(Pictures.pattern(32, 32)));
    given()
        .body(
            """
            {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}]}\
            """
                .formatted(image))
        .when()
        .post("/v2/models/night-cctv/infer")
        .then()
        .statusCode(200)
        .body("model_name", equalTo("night-cctv"));
  }
}
