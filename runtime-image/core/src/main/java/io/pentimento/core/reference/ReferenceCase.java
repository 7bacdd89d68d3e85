// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.checkpoint.numpy.Npz;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference case: {@code <name>.json} with parameters and remarks, {@code <name>.npz} with inputs
 * and expected outputs, {@code <name>.pth} with weights. Each of the three is optional.
 */
public final class ReferenceCase {
  private static final double TOLERANCE_IN_NOISE_FLOORS = 20;
  private static final double LEAST_TOLERANCE = 1e-5;
  private static final Pattern FORWARD_INPUT = Pattern.compile("(c\\d+)_x(_uint8.*)?");

  private final Path folder;
  private final String name;
  private final JsonNode json;
  private final Map<String, NpyArray> arrays;

  private ReferenceCase(Path folder, String name, JsonNode json, Map<String, NpyArray> arrays) {
    this.folder = folder;
    this.name = name;
    this.json = json;
    this.arrays = arrays;
  }

  static ReferenceCase read(Path folder, String name) throws IOException {
    Path arrays = folder.resolve(name + ".npz");
    return new ReferenceCase(
        folder, name, readJson(folder, name), Files.exists(arrays) ? Npz.read(arrays) : Map.of());
  }

  static JsonNode readJson(Path folder, String name) throws IOException {
    Path json = folder.resolve(name + ".json");
    return Files.exists(json)
        ? new ObjectMapper().readTree(json.toFile())
        : MissingNode.getInstance();
  }

  static Optional<ReferenceKind> kind(String name, JsonNode json) {
    return ReferenceKind.of(name, json.path("constructor").path("class").asText(""));
  }

  public String name() {
    return name;
  }

  /** Parameters and remarks; a missing node if the file does not exist. */
  public JsonNode json() {
    return json;
  }

  /** The arguments of the network's constructor. */
  public JsonNode constructorArguments() {
    return json.path("constructor").path("args");
  }

  public Map<String, NpyArray> arrays() {
    return arrays;
  }

  public boolean hasArray(String array) {
    return arrays.containsKey(array);
  }

  /**
   * The array with this name.
   *
   * @throws IllegalArgumentException if it does not exist
   */
  public NpyArray array(String array) {
    NpyArray found = arrays.get(array);
    if (found == null) {
      throw new IllegalArgumentException(
          "the reference case '%s' has no array '%s', only %s"
              .formatted(name, array, arrays.keySet()));
    }
    return found;
  }

  /** The array with this name as float32. */
  public Tensor tensor(String array) {
    return array(array).tensor();
  }

  /** The checkpoint, if the case has one. */
  public Optional<Path> checkpoint() {
    Path file = folder.resolve(json.path("checkpoint").asText(name + ".pth"));
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  /** A file in the same folder, such as the checkpoint of another case. */
  public Path sibling(String file) {
    return folder.resolve(file);
  }

  /** Names and shapes of the network's tensors in order, without prefix; may be empty. */
  public Map<String, long[]> stateShapes() {
    return shapes(json.path("state_dict"));
  }

  /** A list of [name, shape, dtype] as these cases write it. */
  public static Map<String, long[]> shapes(JsonNode list) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (JsonNode row : list) {
      long[] shape = new long[row.get(1).size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = row.get(1).get(i).asLong();
      }
      shapes.put(row.get(0).asText(), shape);
    }
    return shapes;
  }

  /** The forward passes of a network, such as c0, c1: those with an array {@code c0_x…}. */
  public List<String> forwardPasses() {
    return arrays.keySet().stream()
        .map(FORWARD_INPUT::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  /**
   * The allowed difference of a float32 implementation from the expected output of a forward pass:
   * 20 times the difference between the original's float32 and float64 results, at least 1e-5.
   */
  public double tolerance(String pass) {
    return Math.max(LEAST_TOLERANCE, TOLERANCE_IN_NOISE_FLOORS * noiseFloor(pass));
  }

  /** The difference between the original's float32 and float64 results; 0 if unknown. */
  public double noiseFloor(String pass) {
    return json.path("noise_floor").path(pass).path("max_abs_diff_f32_vs_f64").asDouble(0);
  }

  @Override
  public String toString() {
    return name;
  }
}
