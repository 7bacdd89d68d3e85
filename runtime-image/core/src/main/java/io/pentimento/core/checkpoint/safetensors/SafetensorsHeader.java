// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Shapes;
import io.pentimento.core.checkpoint.StoredType;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a {@code .safetensors} file.
 *
 * @param dataStart byte of the file at which the tensor data begin
 */
record SafetensorsHeader(long dataStart, Map<String, Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** Bytes [begin, end) relative to the start of the data. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(StoredType type, long[] shape, long begin, long end) {}

  /**
   * @param dataBytes size of the file after the header
   */
  static SafetensorsHeader parse(byte[] json, long dataStart, long dataBytes) {
    JsonNode root = tree(json);
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
      }
    }
    requireGapless(entries, dataBytes);
    return new SafetensorsHeader(dataStart, entries, metadata);
  }

  static byte[] json(Map<String, Entry> entries, Map<String, String> metadata) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject(METADATA);
      // Sorted: the order of Map.of differs between processes and would change the file's digest.
      new TreeMap<>(metadata).forEach(node::put);
    }
    entries.forEach(
        (name, entry) -> {
          ObjectNode node = root.putObject(name).put("dtype", entry.type.name());
          node.set("shape", JSON.valueToTree(entry.shape));
          node.putArray("data_offsets").add(entry.begin).add(entry.end);
        });
    return JSON.writeValueAsBytes(root);
  }

  private static JsonNode tree(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root == null || !root.isObject()) {
        throw new CheckpointException("the safetensors header is not a JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new CheckpointException("the safetensors header is not valid JSON", e);
    } catch (IOException e) {
      throw new CheckpointException("the safetensors header is unreadable", e);
    }
  }

  private static Entry entry(String name, JsonNode node) {
    StoredType type = type(name, node.path("dtype"));
    long[] shape = longs(name, "shape", node.path("shape"));
    long[] offsets = longs(name, "data_offsets", node.path("data_offsets"));
    long elements = Shapes.elements(name, shape);
    if (offsets.length != 2 || offsets[1] - offsets[0] != elements * type.bytes()) {
      throw new CheckpointException(
          "tensor '%s': its data_offsets do not match its shape and dtype".formatted(name));
    }
    return new Entry(type, shape, offsets[0], offsets[1]);
  }

  private static StoredType type(String name, JsonNode dtype) {
    try {
      return StoredType.valueOf(dtype.asText());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "tensor '%s': dtype '%s' is not supported".formatted(name, dtype.asText()), e);
    }
  }

  private static long[] longs(String name, String field, JsonNode array) {
    if (array.getNodeType() != JsonNodeType.ARRAY) {
      throw new CheckpointException("tensor '%s': %s is missing".formatted(name, field));
    }
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw new CheckpointException(
            "tensor '%s': %s must be non-negative integers".formatted(name, field));
      }
      values[i] = value.longValue();
    }
    return values;
  }

  /** Required by the format, so that tensors do not overlap and there are no hidden bytes. */
  private static void requireGapless(Map<String, Entry> entries, long dataBytes) {
    List<Map.Entry<String, Entry>> sorted =
        entries.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin)
                    .thenComparingLong(e -> e.getValue().end))
            .toList();
    long at = 0;
    for (Map.Entry<String, Entry> e : sorted) {
      if (e.getValue().begin != at) {
        throw new CheckpointException(
            "tensor '%s' begins at byte %d of the data, expected %d"
                .formatted(e.getKey(), e.getValue().begin, at));
      }
      at = e.getValue().end;
    }
    if (at != dataBytes) {
      throw new CheckpointException(
          "the header describes %d bytes of data, but the file has %d: it is truncated or damaged"
              .formatted(at, dataBytes));
    }
  }
}
