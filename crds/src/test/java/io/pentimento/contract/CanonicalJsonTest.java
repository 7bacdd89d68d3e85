// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                          | {}",
        "[]                          | []",
        "{\"b\":1,\"a\":2}           | {\"a\":2,\"b\":1}",
        "{\"a\":null}                | {}",
        "{\"a\":null,\"b\":1}        | {\"b\":1}",
        "{\"a\":{\"c\":1,\"b\":2}}   | {\"a\":{\"b\":2,\"c\":1}}",
        "[3,1,2]                     | [3,1,2]",
        "[null,1]                    | [null,1]",
        "[{\"b\":1,\"a\":[]}]        | [{\"a\":[],\"b\":1}]",
        "16                          | 16",
        "16.0                        | 16",
        "1.6e1                       | 16",
        "0.10                        | 0.1",
        "0.0                         | 0",
        "-0.0                        | 0",
        "1e-3                        | 0.001",
        "1e3                         | 1000",
        "true                        | true",
        "\"text\"                    | \"text\"",
        "{\"a\\\"b\":\"c\\\"d\"}     | {\"a\\\"b\":\"c\\\"d\"}"
      })
  void equalContentHasTheSameText(String json, String canonical) throws IOException {
    assertThat(CanonicalJson.text(MAPPER.readTree(json))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[1,2]          | [2,1]",
        "{\"a\":1}      | {\"a\":2}",
        "{\"a\":1}      | {\"b\":1}",
        "{\"a\":\"1\"}  | {\"a\":1}",
        "{\"a\":[]}     | {}",
        "{\"a\":false}  | {}",
        "{\"a\":0}      | {}"
      })
  void otherContentHasAnotherKey(String one, String other) throws IOException {
    assertThat(CanonicalJson.key(MAPPER.readTree(one)))
        .isNotEqualTo(CanonicalJson.key(MAPPER.readTree(other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        "[] | 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
      })
  void aKeyIsTheSha256OfTheText(String json, String sha256) throws IOException {
    assertThat(CanonicalJson.key(MAPPER.readTree(json)).hex()).isEqualTo(sha256);
  }
}
