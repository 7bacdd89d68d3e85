// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.Parameters;
import io.pentimento.server.inference.RequestedOutput;
import io.pentimento.server.inference.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of a request without the contents of its tensors. These are skipped at first, because
 * their memory depends on shape and type, which can follow them.
 */
final class RequestHead {
  private static final int MOST_INPUTS = 16;
  private static final int MOST_FIELDS = 64;

  private String id = "";
  private Parameters parameters = Parameters.NONE;
  private final List<InputHead> inputs = new ArrayList<>();
  private final List<RequestedOutput> outputs = new ArrayList<>();

  private RequestHead() {}

  /**
   * @throws InvalidInferenceException if it is not a request of the protocol
   * @throws IOException if it is not JSON
   */
  static RequestHead read(JsonParser json) throws IOException {
    RequestHead head = new RequestHead();
    expectObject(json.nextToken(), "The request");
    for (int fields = 0; json.nextToken() == JsonToken.FIELD_NAME; fields++) {
      checkFields(fields);
      String field = json.currentName();
      json.nextToken();
      head.readField(field, json);
    }
    if (json.nextToken() != null) {
      throw new InvalidInferenceException("The request contains more than one JSON object.");
    }
    return head;
  }

  private void readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "id" -> id = text(SmallValue.read(json), "id");
      case "parameters" -> parameters = parameters(SmallValue.read(json));
      case "inputs" -> readInputs(json);
      case "outputs" -> readOutputs(SmallValue.read(json));
      default -> SmallValue.read(json);
    }
  }

  private void readInputs(JsonParser json) throws IOException {
    expectArray(json, "inputs");
    inputs.clear();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (inputs.size() == MOST_INPUTS) {
        throw new InvalidInferenceException(
            "The request has more than %d inputs.".formatted(MOST_INPUTS));
      }
      expectObject(json.currentToken(), "An input");
      inputs.add(readInput(json));
    }
  }

  private static InputHead readInput(JsonParser json) throws IOException {
    Map<String, JsonNode> fields = new HashMap<>();
    long data = -1;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      checkFields(fields.size());
      String field = json.currentName();
      json.nextToken();
      if (field.equals("data")) {
        data = json.currentTokenLocation().getByteOffset();
        expectArray(json, "data");
        skipArray(json);
      } else {
        fields.put(field, SmallValue.read(json));
      }
    }
    String name = text(required(fields, "name"), "name");
    return new InputHead(
        name,
        TensorType.of(text(required(fields, "datatype"), "datatype"), name),
        shape(required(fields, "shape"), name),
        fields.containsKey("parameters") ? parameters(fields.get("parameters")) : Parameters.NONE,
        data);
  }

  private static JsonNode required(Map<String, JsonNode> fields, String field) {
    JsonNode value = fields.get(field);
    if (value == null) {
      throw new InvalidInferenceException("An input has no '%s'.".formatted(field));
    }
    return value;
  }

  private void readOutputs(JsonNode array) {
    if (!array.isArray()) {
      throw new InvalidInferenceException("'outputs' must be an array.");
    }
    outputs.clear();
    for (JsonNode output : array) {
      outputs.add(
          new RequestedOutput(
              text(output.path("name"), "name"), parameters(output.path("parameters"))));
    }
  }

  private static void expectObject(JsonToken token, String what) {
    if (token != JsonToken.START_OBJECT) {
      throw new InvalidInferenceException("%s must be a JSON object.".formatted(what));
    }
  }

  private static void checkFields(int count) {
    if (count >= MOST_FIELDS) {
      throw new InvalidInferenceException(
          "A JSON object has more than %d fields.".formatted(MOST_FIELDS));
    }
  }

  /** Objects in it would have names, which the parser keeps in memory. */
  private static void skipArray(JsonParser json) throws IOException {
    for (int depth = 1; depth > 0; ) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT) {
        throw new InvalidInferenceException("'data' must be an array without objects.");
      }
      depth += token == JsonToken.START_ARRAY ? 1 : token == JsonToken.END_ARRAY ? -1 : 0;
    }
  }

  private static void expectArray(JsonParser json, String field) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidInferenceException("'%s' must be an array.".formatted(field));
    }
  }

  private static String text(JsonNode value, String field) {
    if (!value.isTextual()) {
      throw new InvalidInferenceException("'%s' must be a string.".formatted(field));
    }
    return value.textValue();
  }

  private static List<Long> shape(JsonNode array, String input) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode dimension : array) {
      if (!dimension.isIntegralNumber() || !dimension.canConvertToLong()) {
        throw new InvalidInferenceException(
            "The shape of the input '%s' must be an array of integers.".formatted(input));
      }
      shape.add(dimension.longValue());
    }
    return shape;
  }

  private static Parameters parameters(JsonNode object) {
    Map<String, Object> values = new HashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              values.put(
                  entry.getKey(),
                  value.isNumber()
                      ? value.numberValue()
                      : value.isBoolean() ? (Object) value.booleanValue() : value.asText());
            });
    return new Parameters(values);
  }

  String id() {
    return id;
  }

  Parameters parameters() {
    return parameters;
  }

  List<InputHead> inputs() {
    return inputs;
  }

  List<RequestedOutput> outputs() {
    return outputs;
  }
}
