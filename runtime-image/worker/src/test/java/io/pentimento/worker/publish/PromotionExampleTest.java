// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.delivery.DeliverModel;
import io.pentimento.registry.evidence.PublicKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keys and arguments of the delivery command in examples/promotion. */
class PromotionExampleTest {
  private static final Path FOLDER = Path.of("../../examples/promotion");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static JsonNode first(String file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(FOLDER.resolve(file).toFile())) {
      return documents.next();
    }
  }

  @Test
  void theConfiguredKeysAreValid() throws IOException {
    JsonNode keys = first("production/keys.yaml").path("data");

    assertThat(keys).isNotEmpty();
    assertThat(keys)
        .allSatisfy(pem -> assertThat(PublicKeys.parse(pem.asText(), "key").byId()).hasSize(1));
  }

  @Test
  void theInitContainerDeliversAModelByDigest() throws IOException {
    JsonNode container =
        first("without-operator/server.yaml").at("/spec/template/spec/initContainers/0");

    assertThat(container.at("/command/3").asText()).isEqualTo(DeliverModel.class.getName());
    assertThat(OciReference.parse(container.at("/env/0/value").asText()).requireDigest())
        .startsWith("sha256:");
  }
}
