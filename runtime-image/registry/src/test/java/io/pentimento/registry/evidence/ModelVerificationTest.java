// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.registry.client.Blob;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.Referrers;
import io.pentimento.registry.evidence.Verdict.Accepted;
import io.pentimento.registry.evidence.Verdict.Check;
import io.pentimento.registry.evidence.Verdict.Rejected;
import io.pentimento.registry.image.ModelPush;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.registry.testing.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which published models may be used. */
@Timeout(60)
class ModelVerificationTest {
  private static final TestKeys KEYS = TestKeys.ecdsa();
  private static final SigningKey KEY = SigningKey.parse(KEYS.privateKey(), "key");
  private static final PublicKeys TRUSTED = PublicKeys.parse(KEYS.publicKey(), "key");

  private final FaultyRegistry registry = new FaultyRegistry();
  private final OciReference repository = registry.repository("vision/night");

  @AfterEach
  void stop() {
    registry.close();
  }

  private static Verdict verify(OciReference model, PublicKeys keys) throws IOException {
    return new ModelVerification(TestModel.client(model), model, keys, true).verify();
  }

  private static void assertRejected(Verdict verdict, Check check) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.check()).as(rejected.message()).isEqualTo(check));
  }

  @Test
  void aModelThatPassedAndWasSignedIsAccepted() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", KEY);

    assertThat(verify(model, TRUSTED))
        .isInstanceOfSatisfying(
            Accepted.class, accepted -> assertThat(accepted.signer()).isEqualTo(KEY.id()));
    assertThat(verify(model, PublicKeys.NONE)).isInstanceOf(Accepted.class);
  }

  @Test
  void aMissingSignatureIsRejected() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);

    assertRejected(verify(model, TRUSTED), Check.SIGNATURE);
    assertThat(verify(model, PublicKeys.NONE)).isInstanceOf(Accepted.class);
  }

  @Test
  void aForeignSignatureIsRejected() throws IOException {
    SigningKey foreign = SigningKey.parse(TestKeys.ed25519().privateKey(), "key");
    OciReference model = TestModel.publish(repository, "Passed", foreign);

    assertRejected(verify(model, TRUSTED), Check.SIGNATURE);
  }

  @Test
  void aModelThatDidNotPassIsRejected() throws IOException {
    for (String decision : new String[] {"Failed", "Inconclusive", ""}) {
      try (FaultyRegistry other = new FaultyRegistry()) {
        OciReference model = TestModel.publish(other.repository("model"), decision, KEY);
        assertRejected(verify(model, TRUSTED), Check.GATE);
      }
    }
  }

  @Test
  void aModelWithoutEvidenceIsRejected() throws IOException {
    String digest = new ModelPush(TestModel.client(repository)).push(TestModel.image()).digest();

    assertRejected(verify(repository.withDigest(digest), TRUSTED), Check.EVIDENCE);
  }

  @Test
  void theEvidenceOfAnotherModelIsRejected() throws IOException {
    var pushed = new ModelPush(TestModel.client(repository)).push(TestModel.image());
    byte[] statement =
        Statement.of(repository, "sha256:" + "0".repeat(64), TestModel.predicate("Passed")).write();
    attach(pushed, Envelope.sign(Statement.MEDIA_TYPE, statement, KEY).write());

    assertRejected(verify(repository.withDigest(pushed.digest()), TRUSTED), Check.SUBJECT);
  }

  @Test
  void aChangedStatementUnderAGenuineSignatureIsRejected() throws IOException {
    var pushed = new ModelPush(TestModel.client(repository)).push(TestModel.image());
    byte[] failed =
        Statement.of(repository, pushed.digest(), TestModel.predicate("Failed")).write();
    byte[] passed =
        Statement.of(repository, pushed.digest(), TestModel.predicate("Passed")).write();
    Envelope genuine = Envelope.sign(Statement.MEDIA_TYPE, failed, KEY);
    Envelope other = Envelope.sign(Statement.MEDIA_TYPE, passed, KEY);
    attach(
        pushed, new Envelope(genuine.payloadType(), other.payload(), genuine.signatures()).write());

    assertRejected(verify(repository.withDigest(pushed.digest()), TRUSTED), Check.SIGNATURE);
  }

  private void attach(io.pentimento.registry.client.Descriptor model, byte[] evidence)
      throws IOException {
    new Referrers(TestModel.client(repository))
        .attach(
            model,
            ModelEvidence.EVIDENCE,
            Envelope.MEDIA_TYPE,
            Blob.of("evidence", evidence),
            Map.of());
  }

  /** Whoever may write to the repository cannot make a good model unusable. */
  @Test
  void furtherEvidenceOfOthersDoesNotHideTheGenuineOne() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", KEY);
    TestModel.publish(repository, "Failed", null);
    attach(TestModel.image().descriptor(), "no statement".getBytes(StandardCharsets.UTF_8));

    assertThat(verify(model, TRUSTED)).isInstanceOf(Accepted.class);
  }

  @Test
  void aTamperedLayerIsRejected() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", KEY);
    registry.tamper(TestModel.image().layers().get(0).digest(), new byte[] {1});

    assertRejected(verify(model, TRUSTED), Check.CONTENT);
  }

  @Test
  void aDigestThatTheRegistryDoesNotHaveIsRejected() throws IOException {
    OciReference nothing = repository.withDigest("sha256:" + "0".repeat(64));

    assertRejected(verify(nothing, TRUSTED), Check.CONTENT);
  }
}
