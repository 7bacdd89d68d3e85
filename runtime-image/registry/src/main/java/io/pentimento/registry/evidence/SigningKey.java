// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import io.pentimento.core.artifact.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A private key, ECDSA on P-256 or Ed25519. Signing the same bytes again gives the same signature
 * (RFC 6979, RFC 8032), so that publishing again changes nothing.
 */
public final class SigningKey {
  private final AsymmetricKeyParameter key;

  private SigningKey(AsymmetricKeyParameter key) {
    this.key = key;
  }

  /**
   * @param pem with a block {@code PRIVATE KEY} (PKCS #8, not encrypted)
   * @param origin of the text, for messages
   * @throws IllegalArgumentException if the file does not exist or has no such key
   */
  public static SigningKey parse(String pem, String origin) {
    List<Pem> blocks = Pem.blocks(pem, origin);
    Pem block =
        blocks.stream()
            .filter(each -> each.label().equals("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(origin + advice(blocks)));
    try {
      return new SigningKey(supported(PrivateKeyFactory.createKey(block.content()), origin));
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException(origin + " is not a private key in PKCS #8", e);
    }
  }

  private static String advice(List<Pem> blocks) {
    boolean encrypted = blocks.stream().anyMatch(each -> each.label().contains("ENCRYPTED"));
    return encrypted
        ? " is encrypted; give a key without a passphrase"
        : " has no block PRIVATE KEY; convert the key: openssl pkcs8 -topk8 -nocrypt -in KEY";
  }

  private static AsymmetricKeyParameter supported(AsymmetricKeyParameter key, String origin) {
    boolean p256 =
        key instanceof ECPrivateKeyParameters ec
            && ec.getParameters() instanceof ECNamedDomainParameters named
            && named.getName().equals(SECObjectIdentifiers.secp256r1);
    if (!p256 && !(key instanceof Ed25519PrivateKeyParameters)) {
      throw new IllegalArgumentException(
          origin + " is neither an ECDSA key on P-256 nor an Ed25519 key");
    }
    return key;
  }

  byte[] sign(byte[] message) {
    return key instanceof Ed25519PrivateKeyParameters ed
        ? signed(ed, message)
        : signed((ECPrivateKeyParameters) key, message);
  }

  private static byte[] signed(Ed25519PrivateKeyParameters key, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static byte[] signed(ECPrivateKeyParameters key, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] numbers = signer.generateSignature(Digest.bytes(Digest.of(message)));
    try {
      return StandardDSAEncoding.INSTANCE.encode(
          key.getParameters().getN(), numbers[0], numbers[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Identifies the key pair: the SHA-256 of the public key in DER, 64 hexadecimal digits. */
  public String id() {
    return Digest.hex(Digest.of(publicKey()));
  }

  /** The public key in DER (SubjectPublicKeyInfo). */
  public byte[] publicKey() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicParameters())
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AsymmetricKeyParameter publicParameters() {
    if (key instanceof Ed25519PrivateKeyParameters ed) {
      return ed.generatePublicKey();
    }
    ECPrivateKeyParameters ec = (ECPrivateKeyParameters) key;
    return new ECPublicKeyParameters(
        ec.getParameters().getG().multiply(ec.getD()).normalize(), ec.getParameters());
  }

  /** Hides the key, because keys must not appear in logs. */
  @Override
  public String toString() {
    return "SigningKey[" + id() + "]";
  }
}
