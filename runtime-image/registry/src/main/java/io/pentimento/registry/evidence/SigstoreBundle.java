// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciJson;
import io.pentimento.registry.client.RegistryException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed statement in the form in which cosign attaches and finds one: a Sigstore bundle, version
 * 0.3, with a key instead of a certificate and without a transparency log.
 *
 * @param dsseEnvelope with exactly one signature
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"mediaType", "verificationMaterial", "dsseEnvelope"})
record SigstoreBundle(
    @Nullable String mediaType,
    @Nullable VerificationMaterial verificationMaterial,
    @Nullable Envelope dsseEnvelope) {
  /** Type of the document and of the artefact. */
  static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** By which the key can be found. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record VerificationMaterial(@Nullable KeyHint publicKey) {}

  /**
   * @param hint Base64 of the SHA-256 of the public key in DER
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record KeyHint(@Nullable String hint) {}

  static SigstoreBundle of(Envelope envelope, SigningKey key) {
    byte[] hash = Digest.bytes(Digest.of(key.publicKey()));
    return new SigstoreBundle(
        MEDIA_TYPE,
        new VerificationMaterial(new KeyHint(Base64.getEncoder().encodeToString(hash))),
        envelope);
  }

  /** Annotations of the artefact, by which clients select bundles without reading them. */
  static Map<String, String> annotations(String predicateType) {
    return Map.of(
        "dev.sigstore.bundle.content",
        "dsse-envelope",
        "dev.sigstore.bundle.predicateType",
        predicateType);
  }

  /** The envelope of a bundle, or one that is not in a bundle. */
  static Envelope envelope(byte[] json) throws RegistryException {
    Envelope inside = OciJson.read(json, SigstoreBundle.class, "the evidence").dsseEnvelope();
    return inside == null ? Envelope.read(json) : inside;
  }

  byte[] write() {
    return OciJson.write(this);
  }
}
