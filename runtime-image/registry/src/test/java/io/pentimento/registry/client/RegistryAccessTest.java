// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAccessTest {
  private static final OciReference MODEL =
      OciReference.parse("oci://registry.example/vision/night");
  private static final String BASIC = "Basic dXNlcjpwYXNz";

  private static String header(Map<String, String> secret) {
    return RegistryAccess.ofSecret(secret, MODEL).authentication().getAuthHeader(MODEL.toOras());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auths\": {\"registry.example\": {\"auth\": \"dXNlcjpwYXNz\"}}}",
        "{\"auths\": {\"https://registry.example\": {\"username\": \"user\", \"password\":"
            + " \"pass\"}}}",
        "{\"auths\": {\"registry.example\": {\"auth\": \"eDp5\"},"
            + " \"registry.example/vision/night\": {\"auth\": \"dXNlcjpwYXNz\"}}}"
      })
  void aDockerConfigurationGivesTheCredentialsOfTheRegistry(String json) {
    assertThat(header(Map.of(".dockerconfigjson", json))).isEqualTo(BASIC);
  }

  @Test
  void aUserAndAPasswordAreEnough() {
    assertThat(header(Map.of("username", "user", "password", "pass"))).isEqualTo(BASIC);
  }

  @Test
  void aConfigurationOfOtherRegistriesIsRejected() {
    assertThatThrownBy(() -> header(Map.of(".dockerconfigjson", "{\"auths\": {\"other\": {}}}")))
        .hasMessageContaining("has no entry for registry.example");
  }

  @Test
  void aSecretWithoutCredentialsIsRejected() {
    assertThatThrownBy(() -> header(Map.of("AWS_ACCESS_KEY_ID", "x")))
        .hasMessageContaining("none of .dockerconfigjson, username, token, ca.crt and plainHttp");
  }

  @Test
  void aSecretWithOnlyTheConnectionsSettingsIsAnonymous() {
    assertThat(header(Map.of("plainHttp", "true"))).isNull();
    assertThat(header(Map.of("ca.crt", "PEM"))).isNull();
  }

  @Test
  void plainHttpIsUsedOnlyForThisMachineOrIfTheSecretAllowsIt() {
    Map<String, String> login = Map.of("username", "user");
    OciReference local = OciReference.parse("oci://localhost:5000/model");

    assertThat(RegistryAccess.ofSecret(login, MODEL).plainHttp()).isFalse();
    assertThat(RegistryAccess.ofSecret(login, local).plainHttp()).isTrue();
    assertThat(
            RegistryAccess.ofSecret(Map.of("username", "user", "plainHttp", "true"), MODEL)
                .plainHttp())
        .isTrue();
  }

  @Test
  void secretsAreNotLogged() {
    assertThat(RegistryAccess.ofSecret(Map.of("username", "u", "password", "hush"), MODEL))
        .asString()
        .doesNotContain("hush");
  }
}
