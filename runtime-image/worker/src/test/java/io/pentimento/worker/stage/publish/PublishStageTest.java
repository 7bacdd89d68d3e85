// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.promotion.SigningSpec;
import io.pentimento.api.v1alpha1.source.SecretReference;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.ModelEvidence;
import io.pentimento.registry.evidence.ModelVerification;
import io.pentimento.registry.evidence.PublicKeys;
import io.pentimento.registry.evidence.Verdict;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestKeys;
import io.pentimento.worker.publish.FinishedWorkspace;
import io.pentimento.worker.runtime.FailureClassifier;
import io.pentimento.worker.runtime.StageArtifacts;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.source.Secrets;
import io.pentimento.worker.stage.QuietContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stage that publishes, against a registry that fails as registries do. */
@Timeout(120)
class PublishStageTest {
  private static final TransferPolicy IMPATIENT =
      new TransferPolicy(
          2,
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          (pause, cause) -> {},
          (name, done, total) -> {});

  private final FaultyRegistry registry = new FaultyRegistry();
  private final TestKeys keys = TestKeys.ed25519();
  private final Map<String, Path> secrets = new HashMap<>();

  @TempDir Path folder;
  private Path workspace;

  @BeforeEach
  void writeSecrets() throws IOException {
    workspace = FinishedWorkspace.in(folder.resolve("workspace"), "Passed").root();
    secrets.put("signing-key", Files.createDirectories(folder.resolve("signing-key")));
    Files.writeString(folder.resolve("signing-key/key.pem"), keys.privateKey());
    secrets.put("login", Files.createDirectories(folder.resolve("login")));
    Files.writeString(folder.resolve("login/username"), "robot");
    Files.writeString(folder.resolve("login/password"), "secret");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theModelIsPublishedWithSignedEvidenceReportAndMetrics() throws IOException {
    TerminationMessage answer = publish(signed("vision/night"));

    OciReference published = published(answer, "vision/night");
    RegistryClient client = client(published);
    Verdict verdict =
        new ModelVerification(
                client, published, PublicKeys.parse(keys.publicKey(), "key.pub"), true)
            .verify();
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    ModelEvidence evidence = new ModelEvidence(client, published);
    assertThat(evidence.latest(published.requireDigest(), ModelEvidence.REPORT)).isPresent();
    assertThat(evidence.latest(published.requireDigest(), ModelEvidence.METRICS)).isPresent();
    assertThat(registry.tags()).contains("accepted");
    assertThat(answer.digests()).containsKey(TerminationMessage.MODEL);
  }

  @Test
  void aSecondPodRepeatsTheAnswerWithoutARequest() throws IOException {
    TerminationMessage first = publish(signed("vision/night"));
    int requests = registry.requests().size();

    assertThat(publish(signed("vision/night"))).isEqualTo(first);
    assertThat(registry.requests()).hasSize(requests);
  }

  @Test
  void publishingElsewhereGivesTheSameDigest() throws IOException {
    TerminationMessage first = publish(signed("vision/night"));
    TerminationMessage second = publish(signed("other/place"));

    assertThat(second.digests()).isEqualTo(first.digests());
  }

  @Test
  void anUploadThatBreaksOffIsContinuedByTheNextPod() throws IOException {
    registry.fail(
        Fault.status("PUT", "/blobs/uploads/", 503), Fault.status("PUT", "/blobs/uploads/", 503));

    assertFails(() -> publish(signed("night")), FailureClass.INFRASTRUCTURE);
    assertThat(registry.tags()).doesNotContain("accepted");

    assertThat(publish(signed("night")).succeeded()).isTrue();
    assertThat(registry.tags()).contains("accepted");
  }

  @Test
  void wrongCredentialsAreAUserErrorAndTheRightOnesWork() throws IOException {
    registry.requireLogin("robot", "secret");

    assertFails(() -> publish(signed("night")), FailureClass.USER_ERROR);

    assertThat(publish(with(signed("night"), "login")).succeeded()).isTrue();
  }

  @Test
  void tooManyRequestsAreRetried() throws IOException {
    registry.fail(Fault.tooManyRequests("POST", "/blobs/uploads/", 0));

    assertThat(publish(signed("night")).succeeded()).isTrue();
  }

  @Test
  void theErrorForASecretWithoutAKeyHasTheCommandThatCreatesIt() throws IOException {
    Files.delete(folder.resolve("signing-key/key.pem"));

    assertThatThrownBy(() -> publish(signed("night")))
        .hasMessageContaining("secret signing-key of publish.sign has no key key.pem")
        .hasMessageContaining("--from-file=key.pem");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aRequestToStopEndsTheUpload() throws IOException {
    StageContext context = context(signed("night"));

    assertThatThrownBy(
            () -> new PublishStage(IMPATIENT).run(context.in(folder.resolve("out"), () -> true)))
        .isInstanceOf(StageFailure.class);
    assertThat(registry.tags()).isEmpty();
  }

  private static void assertFails(ThrowingCallable call, FailureClass failure) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(FailureClassifier.of(e).failure()).isEqualTo(failure));
  }

  private PublishSpec signed(String repository) {
    return new PublishSpec(
        registry.repository(repository).withTag("accepted").toString(),
        null,
        new SigningSpec(new SecretReference("signing-key")));
  }

  private static PublishSpec with(PublishSpec publish, String secret) {
    return new PublishSpec(publish.uri(), new SecretReference(secret), publish.sign());
  }

  private TerminationMessage publish(PublishSpec publish) throws IOException {
    return new StageArtifacts(context(publish)).answer(new PublishStage(IMPATIENT));
  }

  private StageContext context(PublishSpec publish) {
    StageDocument document = FinishedWorkspace.publishDocument(publish);
    StageContext quiet = QuietContext.of(document, workspace);
    return new StageContext(
        document,
        quiet.layout(),
        quiet.output(),
        quiet.sources(),
        new Secrets(secrets, Map.of(), Map.of()),
        0,
        1,
        quiet.progress(),
        () -> false);
  }

  private OciReference published(TerminationMessage answer, String repository) {
    return registry
        .repository(repository)
        .withDigest(answer.digests().get(TerminationMessage.IMAGE));
  }

  private static RegistryClient client(OciReference reference) {
    return new RegistryClient(reference, RegistryAccess.ofThisUser(reference), IMPATIENT);
  }
}
