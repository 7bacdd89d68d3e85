// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object of constructor arguments, read strictly: unknown names, wrong types and unsupported
 * values are errors that name the field.
 */
final class Hyperparameters {
  private final String network;
  private final JsonNode json;

  Hyperparameters(String network, JsonNode json, Set<String> known, FixedArguments fixed) {
    this.network = network;
    this.json = json;
    if (!json.isObject()) {
      throw new IllegalArgumentException(
          "the hyperparameters of %s must be a JSON object".formatted(network));
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (fixed.has(name)) {
        fixed.requireSupported(network, name, json.get(name));
      } else if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s has no hyperparameter '%s'; it has %s"
                .formatted(network, name, new TreeSet<>(known)));
      }
    }
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  int integer(String name, int otherwise) {
    return has(name) ? whole(name, json.get(name), "an integer") : otherwise;
  }

  double real(String name, double otherwise) {
    return has(name) ? number(name, json.get(name)) : otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!json.get(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return json.get(name).asBoolean();
  }

  String text(String name, String otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!json.get(name).isTextual()) {
      throw wrong(name, "text");
    }
    return json.get(name).asText();
  }

  List<Integer> integers(String name) {
    List<Integer> values = new ArrayList<>();
    items(name).forEach(item -> values.add(whole(name, item, "a list of integers")));
    return values;
  }

  List<Double> reals(String name) {
    List<Double> values = new ArrayList<>();
    items(name).forEach(item -> values.add(number(name, item)));
    return values;
  }

  private JsonNode items(String name) {
    if (!has(name) || !json.get(name).isArray()) {
      throw wrong(name, "a list of numbers");
    }
    return json.get(name);
  }

  /** A list, or one number that represents {@code count} equal ones. */
  List<Integer> integers(String name, int count) {
    return has(name) && json.get(name).isNumber()
        ? Collections.nCopies(count, whole(name, json.get(name), "an integer"))
        : integers(name);
  }

  /** 64.0 is an integer as well: some programs write all numbers like this. */
  private int whole(String name, JsonNode value, String wanted) {
    double number = number(name, value);
    if ((int) number != number) {
      throw wrong(name, wanted);
    }
    return (int) number;
  }

  private double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(name, "a number");
    }
    return value.asDouble();
  }

  private IllegalArgumentException wrong(String name, String wanted) {
    return new IllegalArgumentException(
        "hyperparameter '%s' of %s must be %s, not %s"
            .formatted(name, network, wanted, json.get(name)));
  }
}
