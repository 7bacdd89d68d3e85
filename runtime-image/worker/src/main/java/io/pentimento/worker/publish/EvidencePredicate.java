// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The content of the evidence: sources, parameters and stages of the model, and the decision. */
final class EvidencePredicate {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private EvidencePredicate() {}

  static JsonNode of(AcceptedModel model, String version) {
    ObjectNode predicate = JSON.createObjectNode();
    predicate.put("job", model.job());
    predicate.put("version", version);
    predicate.put("model", model.digest());
    predicate.set("sources", JSON.valueToTree(model.sources()));
    ObjectNode keys = predicate.putObject("stages");
    model.keys().forEach((stage, key) -> keys.put(stage.value(), key.hex()));
    predicate.set("restorer", JSON.valueToTree(model.restorer()));
    ObjectNode parameters = predicate.putObject("parameters");
    model
        .parameters()
        .forEach(
            (stage, of) -> {
              ObjectNode tree = JSON.valueToTree(of);
              parameters.set(stage.value(), tree.without("of"));
            });
    predicate.set("gate", JSON.valueToTree(model.gate()));
    return predicate;
  }
}
