// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciReferenceTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @Test
  void anAddressHasARegistryARepositoryATagAndADigest() {
    OciReference reference =
        OciReference.parse("oci://registry.example:5000/vision/night-cctv:v1@" + DIGEST);

    assertThat(reference.registry()).isEqualTo("registry.example:5000");
    assertThat(reference.repository()).isEqualTo("vision/night-cctv");
    assertThat(reference.tag()).isEqualTo("v1");
    assertThat(reference.digest()).isEqualTo(DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example/model",
        "oci://registry.example",
        "oci://registry.example/Model",
        "oci://registry.example/model@sha256:12",
        "oci://user:secret@registry.example/model",
        "oci://registry.example/../model",
        "oci://registry.example/model?x=1",
        "https://registry.example/model"
      })
  void otherFormsAreRejected(String address) {
    assertThatThrownBy(() -> OciReference.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oci://HOST/REPOSITORY");
  }

  @Test
  void aTagDoesNotPinAModel() {
    assertThatThrownBy(() -> OciReference.parse("oci://registry.example/model:v1").requireDigest())
        .hasMessageContaining("is not pinned");
  }
}
