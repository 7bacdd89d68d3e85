// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {

  @Test
  void anEmptyHeaderHasNoTensors() {
    assertThat(parse("{}", 0).entries()).isEmpty();
    assertThat(parse("{}", 0).metadata()).isEmpty();
  }

  @Test
  void entriesKeepTheOrderOfTheHeaderNotOfTheData() {
    SafetensorsHeader header = parse("{" + f32("late", 4, 8) + "," + f32("early", 0, 4) + "}", 8);

    assertThat(header.entries().keySet()).containsExactly("late", "early");
    assertThat(header.entries().get("early").begin()).isZero();
    assertThat(header.entries().get("late").end()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 8", "F32, 4", "F16, 2", "BF16, 2", "I64, 8", "I32, 4", "I16, 2", "I8, 1", "U8, 1",
    "BOOL, 1"
  })
  void everyTypeHasItsSize(StoredType type, int bytes) {
    String json =
        "{'w':{'dtype':'%s','shape':[3],'data_offsets':[0,%d]}}".formatted(type, 3 * bytes);

    assertThat(parse(json, 3L * bytes).entries().get("w").type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F8_E4M3", "F8_E5M2", "U64", "U32", "C64", "f32", ""})
  void otherTypesAreRejectedByName(String type) {
    assertRejected(
        "{'w':{'dtype':'%s','shape':[1],'data_offsets':[0,4]}}".formatted(type),
        "tensor 'w': dtype '%s' is not supported".formatted(type));
  }

  @Test
  void emptyTensorsTakeNoData() {
    String json =
        "{'a':{'dtype':'F32','shape':[0,5],'data_offsets':[0,0]},"
            + f32("b", 0, 4)
            + ",'c':{'dtype':'F32','shape':[0],'data_offsets':[4,4]}}";

    assertThat(parse(json, 4).entries()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void metadataAreText() {
    assertThat(parse("{'__metadata__':{'format':'pt','note':''}}", 0).metadata())
        .containsExactly(Map.entry("format", "pt"), Map.entry("note", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'w':3}; tensor 'w': dtype '' is not supported",
        "{'w':{'dtype':'F32','data_offsets':[0,4]}}; tensor 'w': shape is missing",
        "{'w':{'dtype':'F32','shape':[1]}}; tensor 'w': data_offsets is missing",
        "{'w':{'dtype':'F32','shape':2,'data_offsets':[0,4]}}; tensor 'w': shape is missing",
        "{'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}};"
            + " tensor 'w': shape must be non-negative integers",
        "{'w':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}};"
            + " tensor 'w': shape must be non-negative integers",
        "{'w':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}};"
            + " tensor 'w': shape must be non-negative integers",
        "{'w':{'dtype':'F32','shape':[18446744073709551616],'data_offsets':[0,4]}};"
            + " tensor 'w': shape must be non-negative integers",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}};"
            + " tensor 'w': data_offsets must be non-negative integers",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0]}};"
            + " tensor 'w': its data_offsets do not match its shape and dtype",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}};"
            + " tensor 'w': its data_offsets do not match its shape and dtype",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}};"
            + " tensor 'w': its data_offsets do not match its shape and dtype",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}};"
            + " tensor 'w': its data_offsets do not match its shape and dtype",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}};"
            + " tensor 'w' begins at byte 4 of the data, expected 0",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; the header describes 8 bytes of"
            + " data, but the file has 4: it is truncated or damaged",
        "{}; the header describes 0 bytes of data, but the file has 4: it is truncated or damaged",
        "[]; the safetensors header is not a JSON object",
        "~~; the safetensors header is not a JSON object",
        "{'w'; the safetensors header is not valid JSON",
        "{'w':1,'w':2}; the safetensors header is not valid JSON"
      })
  void damagedHeadersAreRejectedWithTheReason(String json, String message) {
    assertRejected(json, message);
  }

  @Test
  void overlapsAndGapsAreRejected() {
    assertRejected(
        "{" + f32("a", 0, 4) + "," + f32("b", 0, 4) + "}",
        "tensor 'b' begins at byte 0 of the data, expected 4");
    assertRejected(
        "{" + f32("a", 0, 4) + "," + f32("b", 8, 12) + "}",
        "tensor 'b' begins at byte 8 of the data, expected 4");
  }

  @Test
  void aTensorWithTooManyElementsIsRejected() {
    assertRejected(
        "{'w':{'dtype':'U8','shape':[65536,65536],'data_offsets':[0,4294967296]}}",
        "tensor 'w' has too many elements: at most 2^31 - 9 are supported");
  }

  @Test
  void aWrittenHeaderIsReadBack() throws Exception {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    entries.put(
        "b\"quoted\"", new SafetensorsHeader.Entry(StoredType.F16, new long[] {2, 2}, 0, 8));
    entries.put("a", new SafetensorsHeader.Entry(StoredType.F32, new long[] {}, 8, 12));
    byte[] json = SafetensorsHeader.json(entries, Map.of("key", "value"));

    SafetensorsHeader read = SafetensorsHeader.parse(json, 99, 12);

    assertThat(read.dataStart()).isEqualTo(99);
    assertThat(read.metadata()).containsExactly(Map.entry("key", "value"));
    assertThat(read.entries().keySet()).containsExactly("b\"quoted\"", "a");
    assertThat(read.entries().get("b\"quoted\""))
        .usingRecursiveComparison()
        .isEqualTo(entries.get("b\"quoted\""));
    assertThat(read.entries().get("a").shape()).isEmpty();
  }

  @Test
  void noMetadataAreNotWritten() throws Exception {
    assertThat(new String(SafetensorsHeader.json(Map.of(), Map.of()), StandardCharsets.UTF_8))
        .isEqualTo("{}");
  }

  private static String f32(String name, int begin, int end) {
    return "'%s':{'dtype':'F32','shape':[%d],'data_offsets':[%d,%d]}"
        .formatted(name, (end - begin) / 4, begin, end);
  }

  private static void assertRejected(String json, String message) {
    assertThatThrownBy(() -> parse(json, 4))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(message);
  }

  private static SafetensorsHeader parse(String json, long dataBytes) {
    byte[] utf8 = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return SafetensorsHeader.parse(utf8, 8 + utf8.length, dataBytes);
  }
}
