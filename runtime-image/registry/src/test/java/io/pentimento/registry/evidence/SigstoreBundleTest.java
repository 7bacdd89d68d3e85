// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.Referrers;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signed evidence as cosign's bundle specification and Sigstore's bundle 0.3 describe it. */
@Timeout(60)
class SigstoreBundleTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SigningKey KEY = SigningKey.parse(TestKeys.ecdsa().privateKey(), "key");

  private final FaultyRegistry registry = new FaultyRegistry();
  private final OciReference repository = registry.repository("vision/night");

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theArtefactIsFoundByTypeAndAnnotations() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", KEY);

    Descriptor bundle = only(model);

    assertThat(bundle.artifactType()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
    assertThat(
            TestModel.client(repository).requireManifest(bundle.digest()).manifest().annotations())
        .containsEntry("dev.sigstore.bundle.content", "dsse-envelope")
        .containsEntry("dev.sigstore.bundle.predicateType", "https://pentimento.io/evidence/v1");
  }

  /** Sigstore's reader refuses fields that its schema does not have. */
  @Test
  void theBundleHasTheFieldsOfItsSchemaAndNoOthers() throws Exception {
    JsonNode bundle = bundle(TestModel.publish(repository, "Passed", KEY));

    assertThat(fields(bundle)).containsExactly("mediaType", "verificationMaterial", "dsseEnvelope");
    assertThat(bundle.path("mediaType").asText())
        .isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
    assertThat(fields(bundle.path("verificationMaterial"))).containsExactly("publicKey");
    assertThat(bundle.at("/verificationMaterial/publicKey/hint").asText())
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(KEY.publicKey())));
    JsonNode envelope = bundle.path("dsseEnvelope");
    assertThat(fields(envelope)).containsExactly("payloadType", "payload", "signatures");
    assertThat(envelope.path("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
    assertThat(envelope.path("signatures")).hasSize(1);
    assertThat(fields(envelope.path("signatures").get(0))).containsExactly("keyid", "sig");
  }

  /** With the JDK's own classes, as any other program would check it. */
  @Test
  void theSignatureIsOneOfDsse() throws Exception {
    JsonNode envelope = bundle(TestModel.publish(repository, "Passed", KEY)).path("dsseEnvelope");
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
    byte[] prefix =
        "DSSEv1 28 application/vnd.in-toto+json %d "
            .formatted(payload.length)
            .getBytes(StandardCharsets.UTF_8);

    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(publicKey());
    signature.update(prefix);
    signature.update(payload);

    assertThat(
            signature.verify(Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText())))
        .isTrue();
    assertThat(MAPPER.readTree(payload).path("_type").asText())
        .isEqualTo("https://in-toto.io/Statement/v1");
  }

  private static PublicKey publicKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(KEY.publicKey()));
  }

  private Descriptor only(OciReference model) throws IOException {
    List<Descriptor> found =
        new Referrers(TestModel.client(repository))
            .of(model.requireDigest(), ModelEvidence.SIGNED_EVIDENCE);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private JsonNode bundle(OciReference model) throws IOException {
    return MAPPER.readTree(new Referrers(TestModel.client(repository)).content(only(model)));
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
