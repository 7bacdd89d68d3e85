// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key pair as PEM texts.
 *
 * @param privateKey in PKCS #8
 */
public record TestKeys(String privateKey, String publicKey) {

  /** ECDSA on this curve, such as {@code secp256r1}. */
  public static TestKeys ecdsa(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static TestKeys ecdsa() {
    return ecdsa("secp256r1");
  }

  public static TestKeys ed25519() {
    try {
      return of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKeys of(KeyPair pair) {
    return new TestKeys(pem("PRIVATE KEY", pair.getPrivate()), pem("PUBLIC KEY", pair.getPublic()));
  }

  private static String pem(String label, Key key) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }
}
