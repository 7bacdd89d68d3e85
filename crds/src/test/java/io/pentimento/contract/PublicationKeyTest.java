// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which edits change the key of publish, so that it runs again. */
class PublicationKeyTest {
  private static final StageKey EVALUATE = new StageKey("e".repeat(64));
  private static final String URI = "uri: \"oci://registry.example/night\"";

  private static PublishSpec publish(String fields) {
    return Specs.with("publish: {" + fields + "}").publish();
  }

  private static StageKey key(String fields) {
    return StageKeys.publish(EVALUATE, "sha256:1", publish(fields));
  }

  @Test
  void theSamePublicationHasTheSameKey() {
    assertThat(key(URI)).isEqualTo(key(URI));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri: \"oci://registry.example/day\"",
        "uri: \"oci://registry.example/night:v2\"",
        URI + ", sign: {secretRef: {name: key}}"
      })
  void anotherAddressOrSignatureIsAnotherPublication(String fields) {
    assertThat(key(fields)).isNotEqualTo(key(URI));
  }

  @Test
  void credentialsChangeNothing() {
    assertThat(key(URI + ", secretRef: {name: registry}")).isEqualTo(key(URI));
  }

  @Test
  void anotherMeasurementOrModelIsPublishedAgain() {
    StageKey other = new StageKey("f".repeat(64));

    assertThat(StageKeys.publish(other, "sha256:1", publish(URI))).isNotEqualTo(key(URI));
    assertThat(StageKeys.publish(EVALUATE, "sha256:2", publish(URI))).isNotEqualTo(key(URI));
  }
}
