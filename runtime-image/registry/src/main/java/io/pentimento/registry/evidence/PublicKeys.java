// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toMap;

import io.pentimento.core.artifact.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Public keys whose signatures are trusted.
 *
 * @param byId the keys by {@link SigningKey#id()}
 */
public record PublicKeys(Map<String, PublicKey> byId) {
  public static final PublicKeys NONE = new PublicKeys(Map.of());
  private static final Map<String, String> ALGORITHMS =
      Map.of("EC", "SHA256withECDSA", "EdDSA", "Ed25519");

  public PublicKeys {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }

  /**
   * @param pem with one block {@code PUBLIC KEY} or more
   * @param origin of the text, for messages
   * @throws IllegalArgumentException if there is none, or one of another kind
   */
  public static PublicKeys parse(String pem, String origin) {
    List<PublicKey> keys =
        Pem.blocks(pem, origin).stream()
            .filter(block -> block.label().equals("PUBLIC KEY"))
            .map(block -> key(block.content(), origin))
            .toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          origin + " has no block PUBLIC KEY; extract it: openssl pkey -in KEY -pubout");
    }
    return of(keys.stream());
  }

  private static PublicKeys of(Stream<PublicKey> keys) {
    return keys.collect(
        collectingAndThen(
            toMap(PublicKeys::id, each -> each, (one, same) -> one, LinkedHashMap::new),
            PublicKeys::new));
  }

  public PublicKeys and(PublicKeys others) {
    return of(Stream.concat(byId.values().stream(), others.byId.values().stream()));
  }

  private static String id(PublicKey key) {
    return Digest.hex(Digest.of(key.getEncoded()));
  }

  private static PublicKey key(byte[] der, String origin) {
    return Stream.of("EC", "Ed25519")
        .flatMap(algorithm -> key(der, algorithm, origin).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    origin + " has a key that is neither ECDSA nor Ed25519"));
  }

  private static Optional<PublicKey> key(byte[] der, String algorithm, String origin) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
    } catch (java.security.spec.InvalidKeySpecException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime reads keys like that of " + origin, e);
    }
  }

  public boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The id of the key that made the signature; empty if none of these did. */
  Optional<String> signer(byte[] message, byte[] signature) {
    return byId.entrySet().stream()
        .filter(key -> isBy(key.getValue(), message, signature))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isBy(PublicKey key, byte[] message, byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHMS.get(key.getAlgorithm()));
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(bytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
