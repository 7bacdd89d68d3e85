// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The arguments and mounts of examples/kubernetes/gc.yaml. */
class GcExampleTest {
  private static final Path EXAMPLE = Path.of("../../examples/kubernetes/gc.yaml");

  private static JsonNode container() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(EXAMPLE.toFile())
        .at("/spec/template/spec/containers/0");
  }

  private static List<String> texts(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void theExampleListsFilesAndRemovesNothing() throws IOException {
    List<String> arguments = texts(container().path("args"));

    CommandLine.ParseResult parsed =
        new CommandLine(new GcCommand())
            .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));

    assertThat(arguments).startsWith("gc");
    assertThat(parsed.hasMatchedOption("--jobs")).isTrue();
    assertThat(parsed.hasMatchedOption("--delete")).isFalse();
  }

  @Test
  void theFoldersOfTheArgumentsAreMounted() throws IOException {
    List<String> mounted = container().path("volumeMounts").findValuesAsText("mountPath");

    assertThat(texts(container().path("args")).stream().filter(word -> word.startsWith("/")))
        .isNotEmpty()
        .allMatch(file -> mounted.stream().anyMatch(file::startsWith));
  }
}
