// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.workflow.WorkflowPlanner;
import io.pentimento.workflow.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * The health script of Argo CD on sample statuses; the first line of each file has the expected
 * health.
 */
class HealthScriptTest {
  private static final Path SAMPLES = Path.of("src/test/resources/health");
  private static final String EXPECT = "# expect: ";

  @ParameterizedTest
  @MethodSource("samples")
  void theHealthScriptDerivesTheHealthFromTheStatus(Path sample) throws IOException {
    String yaml = Files.readString(sample);
    String expected = yaml.lines().findFirst().orElseThrow().substring(EXPECT.length());

    assertThat(health(Chart.YAML.readTree(yaml))).isEqualTo(expected);
  }

  @Test
  void theFirstStatusReportsProgress() throws IOException {
    AdaptationJob job = AdaptationJobYaml.read(Path.of("../examples/kubernetes/minimal.yaml"));
    job.getMetadata().setGeneration(1L);
    job.setStatus(WorkflowPlanner.decide(job, Observation.empty(), Instant.EPOCH).status());

    JsonNode tree = new ObjectMapper().readTree(Serialization.asJson(job));
    assertThat(tree.at("/status/conditions")).isNotEmpty();
    assertThat(health(tree)).startsWith("Progressing");
  }

  private static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList().stream();
    }
  }

  /** As "Status: message". */
  private static String health(JsonNode object) throws IOException {
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", value(object));
    LuaValue health = lua.load(Files.readString(Path.of("../deploy/argocd/health.lua"))).call();
    return health.get("status").tojstring() + ": " + health.get("message").tojstring();
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject()) {
      LuaTable table = new LuaTable();
      node.fieldNames().forEachRemaining(name -> table.set(name, value(node.get(name))));
      return table;
    }
    if (node.isArray()) {
      LuaTable table = new LuaTable();
      node.forEach(item -> table.set(table.length() + 1, value(item)));
      return table;
    }
    if (node.isNull()) {
      return LuaValue.NIL;
    }
    return node.isNumber()
        ? LuaValue.valueOf(node.asDouble())
        : node.isBoolean() ? LuaValue.valueOf(node.asBoolean()) : LuaValue.valueOf(node.asText());
  }
}
