// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.registry.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
  private static final byte[] MESSAGE = "evidence".getBytes(StandardCharsets.UTF_8);

  static Stream<TestKeys> keys() {
    return Stream.of(TestKeys.ecdsa(), TestKeys.ed25519());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theJdkVerifiesTheSignature(TestKeys keys) {
    SigningKey key = SigningKey.parse(keys.privateKey(), "key");

    assertThat(PublicKeys.parse(keys.publicKey(), "key").signer(MESSAGE, key.sign(MESSAGE)))
        .contains(key.id());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theSameBytesGetTheSameSignature(TestKeys keys) {
    SigningKey key = SigningKey.parse(keys.privateKey(), "key");

    assertThat(key.sign(MESSAGE)).isEqualTo(key.sign(MESSAGE));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anotherMessageOrAnotherKeyIsNotAccepted(TestKeys keys) {
    byte[] signature = SigningKey.parse(keys.privateKey(), "key").sign(MESSAGE);
    PublicKeys own = PublicKeys.parse(keys.publicKey(), "key");
    PublicKeys foreign = PublicKeys.parse(TestKeys.ecdsa().publicKey(), "key");

    assertThat(own.signer(new byte[] {1}, signature)).isEmpty();
    assertThat(foreign.signer(MESSAGE, signature)).isEmpty();
    assertThat(own.and(foreign).signer(MESSAGE, signature)).isPresent();
  }

  @Test
  void aKeyOfAnotherKindIsRejected() {
    assertThatThrownBy(() -> SigningKey.parse(TestKeys.ecdsa("secp384r1").privateKey(), "my.pem"))
        .hasMessage("my.pem is neither an ECDSA key on P-256 nor an Ed25519 key");
  }

  @Test
  void anEncryptedOrOlderFormIsRejectedWithTheConversionCommand() {
    String pem = TestKeys.ecdsa().privateKey();

    assertThatThrownBy(
            () -> SigningKey.parse(pem.replace("PRIVATE", "ENCRYPTED PRIVATE"), "my.pem"))
        .hasMessageContaining("is encrypted");
    assertThatThrownBy(() -> SigningKey.parse(pem.replace("PRIVATE", "EC PRIVATE"), "my.pem"))
        .hasMessageContaining("openssl pkcs8");
    assertThatThrownBy(() -> SigningKey.parse("nonsense", "my.pem"))
        .hasMessageContaining("no block PRIVATE KEY");
  }

  @Test
  void aPrivateKeyIsNotAPublicKey() {
    assertThatThrownBy(() -> PublicKeys.parse(TestKeys.ecdsa().privateKey(), "my.pem"))
        .hasMessageContaining("openssl pkey");
  }
}
