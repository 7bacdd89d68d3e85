// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.IntStream;

/**
 * Detects changes by others to fields that the operator sets in a Deployment, Service or
 * autoscaler. Fields that others or defaults add are ignored.
 */
public final class Drift {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Drift() {}

  public static boolean isIn(Deployment known, Deployment wanted) {
    return differ(known.getSpec(), wanted.getSpec());
  }

  /** Compares labels and annotations too, because the operator finds objects by their labels. */
  static boolean isInObject(HasMetadata known, HasMetadata wanted) {
    JsonNode wantedJson = SERIALIZATION.convertValue(wanted, JsonNode.class);
    JsonNode knownJson = SERIALIZATION.convertValue(known, JsonNode.class);
    return !holds(wantedJson.path("metadata"), knownJson.path("metadata"))
        || !holds(wantedJson.path("spec"), knownJson.path("spec"));
  }

  private static boolean differ(Object known, Object wanted) {
    return !holds(
        SERIALIZATION.convertValue(wanted, JsonNode.class),
        SERIALIZATION.convertValue(known, JsonNode.class));
  }

  private static boolean holds(JsonNode wanted, JsonNode known) {
    if (wanted instanceof ObjectNode fields) {
      return known instanceof ObjectNode
          && fields.properties().stream().allMatch(e -> holds(e.getValue(), known.get(e.getKey())));
    }
    if (wanted instanceof ArrayNode) {
      return known instanceof ArrayNode
          && known.size() == wanted.size()
          && IntStream.range(0, wanted.size()).allMatch(i -> holds(wanted.get(i), known.get(i)));
    }
    return known != null && (wanted.equals(known) || isSameQuantity(wanted, known));
  }

  /** An API server normalizes quantities: 1000m becomes 1. */
  private static boolean isSameQuantity(JsonNode wanted, JsonNode known) {
    try {
      return Quantity.getAmountInBytes(Quantity.parse(wanted.asText()))
              .compareTo(Quantity.getAmountInBytes(Quantity.parse(known.asText())))
          == 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }
}
