// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}           | {\"b\":2}               | {\"a\":1,\"b\":2}",
        "{\"a\":{\"b\":1}}   | {\"a\":{\"c\":2}}       | {\"a\":{\"b\":1,\"c\":2}}",
        "{\"a\":1,\"b\":2}   | {\"a\":null}            | {\"b\":2}",
        "{\"a\":[1,2]}       | {\"a\":[3]}             | {\"a\":[3]}",
        "{\"a\":\"text\"}    | {\"a\":{\"b\":{\"c\":null}}} | {\"a\":{\"b\":{}}}",
      })
  void objectsAreMergedNullRemovesAndOtherValuesReplace(String target, String patch, String result)
      throws JsonProcessingException {
    assertThat(MergePatch.apply(JSON.readTree(target), JSON.readTree(patch)))
        .isEqualTo(JSON.readTree(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}           | {\"b\":2}              | {\"a\":1,\"b\":2}",
        "{\"a\":{\"b\":1}}   | {\"a\":{\"c\":null}}   | {\"a\":{\"b\":1,\"c\":null}}",
        "{\"a\":null}        | {\"b\":2}              | {\"a\":null,\"b\":2}",
        "{\"a\":1}           | {\"a\":{\"b\":2}}      | {\"a\":{\"b\":2}}",
      })
  void composedPatchesKeepNulls(String first, String second, String both)
      throws JsonProcessingException {
    assertThat(MergePatch.compose(JSON.readTree(first), JSON.readTree(second)))
        .isEqualTo(JSON.readTree(both));
  }
}
