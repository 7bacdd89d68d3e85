// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.pentimento.registry.client.OciJson;
import io.pentimento.registry.client.RegistryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A payload with signatures, as defined by DSSE 1.0.
 *
 * @param payload Base64
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"payloadType", "payload", "signatures"})
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
  public static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

  /**
   * One signature.
   *
   * @param keyid a hint; the signature is checked with every trusted key
   * @param sig Base64
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonPropertyOrder({"keyid", "sig"})
  public record Signed(String keyid, String sig) {}

  public Envelope {
    signatures = signatures == null ? List.of() : List.copyOf(signatures);
  }

  static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(signedBytes(payloadType, payload));
    Base64.Encoder base64 = Base64.getEncoder();
    return new Envelope(
        payloadType,
        base64.encodeToString(payload),
        List.of(new Signed(key.id(), base64.encodeToString(signature))));
  }

  static Envelope read(byte[] json) throws RegistryException {
    return OciJson.read(json, Envelope.class, "the evidence");
  }

  byte[] write() {
    return OciJson.write(this);
  }

  byte[] content() throws RegistryException {
    return decoded(payload)
        .orElseThrow(
            () ->
                new RegistryException(
                    RegistryException.Kind.DAMAGED, "the payload of the evidence is not Base64"));
  }

  /** The id of the trusted key that signed the payload; empty if none did. */
  Optional<String> signer(PublicKeys keys) throws RegistryException {
    byte[] message = signedBytes(String.valueOf(payloadType), content());
    return signatures.stream()
        .flatMap(signed -> decoded(signed.sig()).stream())
        .map(signature -> keys.signer(message, signature))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(Objects.requireNonNullElse(base64, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The pre-authentication encoding: lengths keep type and payload apart. */
  private static byte[] signedBytes(String type, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        "DSSEv1 %d %s %d "
            .formatted(type.getBytes(StandardCharsets.UTF_8).length, type, payload.length)
            .getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }
}
