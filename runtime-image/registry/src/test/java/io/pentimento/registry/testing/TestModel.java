// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.registry.evidence.SigningKey;
import io.pentimento.registry.image.ModelFile;
import io.pentimento.registry.image.ModelImage;
import io.pentimento.registry.image.ModelPush;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small model, and what publishing it takes. */
public final class TestModel {
  /** Fast enough for tests. */
  public static final TransferPolicy POLICY =
      new TransferPolicy(
          3,
          Duration.ofMillis(1),
          Duration.ofSeconds(20),
          (pause, cause) -> {},
          (what, done, total) -> {});

  private TestModel() {}

  /** Weights that do not compress, of many buffers. */
  public static byte[] weights() {
    byte[] weights = new byte[1 << 20];
    new Random(1).nextBytes(weights);
    return weights;
  }

  public static ModelImage image() throws IOException {
    return ModelImage.of(
        List.of(
            ModelFile.of("adapted.safetensors", weights()),
            ModelFile.of("README.md", "# a model\n".getBytes(StandardCharsets.UTF_8))),
        Map.of("org.opencontainers.image.title", "test"));
  }

  public static RegistryClient client(OciReference repository) {
    return new RegistryClient(repository, RegistryAccess.ofThisUser(repository), POLICY);
  }

  public static JsonNode predicate(String decision) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return json.objectNode().set("gate", json.objectNode().put("decision", decision));
  }

  /** Publishes the model under the tag {@code v1}; returns its address. */
  public static OciReference publish(OciReference repository, String decision, SigningKey key)
      throws IOException {
    RegistryClient client = client(repository);
    ModelImage image = image();
    Descriptor model = new ModelPush(client).push(image);
    ModelEvidence evidence = new ModelEvidence(client, repository);
    evidence.attach(model, predicate(decision), key);
    evidence.attachMetrics(model, "{}".getBytes(StandardCharsets.UTF_8));
    evidence.attachReport(model, "<p>better</p>".getBytes(StandardCharsets.UTF_8));
    new ModelPush(client).tag(image, "v1");
    return repository.withDigest(model.digest());
  }
}
