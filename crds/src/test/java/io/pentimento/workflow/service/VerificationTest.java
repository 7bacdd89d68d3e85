// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.status.ConditionFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known about the evidence of a model. */
class VerificationTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final ConditionFactory MAKE = ConditionFactory.of(List.of(), 1L, NOW);
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final ModelAddress MODEL =
      new ModelAddress("oci://registry.example/night@" + DIGEST, DIGEST);

  private String verification = "";
  private String model = "uri: \"" + MODEL.uri() + "\"";
  private RolloutState state = RolloutState.PROGRESSING;
  private ServingState serving = ServingState.none();
  private Optional<CandidateServers> canary = Optional.empty();
  private Optional<Condition> known = Optional.empty();

  private Condition verified() throws JsonProcessingException {
    RestorationServiceSpec spec =
        new YAMLMapper()
            .readValue(
                "{model: {%s}, verification: {%s}}".formatted(model, verification),
                RestorationServiceSpec.class);
    RolloutStatus rollout = new RolloutStatus(MODEL, state, "reason", null, "t", null);
    return Verification.of(spec, rollout, serving, canary, known, MAKE);
  }

  private void assertVerified(String status, String reason, String message)
      throws JsonProcessingException {
    Condition condition = verified();

    assertThat(condition.getType()).isEqualTo("Verified");
    assertThat(condition.getStatus()).isEqualTo(status);
    assertThat(condition.getReason()).isEqualTo(reason);
    assertThat(condition.getMessage()).isEqualTo(message);
  }

  private void seeServing(ServingState.Candidate candidate) {
    serving = new ServingState(DIGEST, 1, "http://night", candidate);
  }

  private void seeCandidate(String digest, String reason) {
    serving =
        new ServingState(
            null,
            0,
            null,
            new ServingState.Candidate(digest, false, Reason.of(reason), reason + " at 7", NOW));
  }

  private void seeCanary(String digest, int ready, String reason) {
    canary =
        Optional.of(
            new CandidateServers(digest, 1, ready, 0, Reason.of(reason), reason + " at 8", NOW));
  }

  @Test
  void nothingIsKnownBeforeAServerStarts() throws JsonProcessingException {
    assertVerified("Unknown", "Verifying", "No server has verified the model yet");
  }

  @Test
  void theModelOfAJobWasAcceptedByItsGate() throws JsonProcessingException {
    model = "jobRef: {name: night}";

    assertVerified(
        "True", "AcceptedByJob", "The gate of AdaptationJob night passed for this model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | the gate passed, and no signature is required
          gate: Any                             | the gate is not checked, and no signature is required
          publicKeys: {configMapRef: {name: k}} | the gate passed, and a key of ConfigMap k signed the evidence
          gate: Any, publicKeys: {configMapRef: {name: k}} | the gate is not checked, and a key of ConfigMap k signed the evidence
          """)
  void aServerThatServesHasVerifiedItsModel(String settings, String checks)
      throws JsonProcessingException {
    verification = settings;
    state = RolloutState.COMPLETE;
    seeServing(null);

    assertVerified("True", "Verified", "The content matches the digest, " + checks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROGRESSING", "ABORTED"})
  void serversOfAnUnfinishedRolloutProveNothing(RolloutState other) throws JsonProcessingException {
    state = other;
    seeServing(null);

    assertThat(verified().getStatus()).isEqualTo("Unknown");
  }

  @Test
  void serversThatAreBeingReplacedProveNothing() throws JsonProcessingException {
    state = RolloutState.COMPLETE;
    seeServing(new ServingState.Candidate("sha256:other", false, null));

    assertThat(verified().getStatus()).isEqualTo("Unknown");
  }

  @Test
  void serversOfAnotherModelProveNothing() throws JsonProcessingException {
    state = RolloutState.COMPLETE;
    serving = new ServingState("sha256:other", 1, "http://night", null);

    assertThat(verified().getStatus()).isEqualTo("Unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ContentDamaged",
        "EvidenceMissing",
        "GateNotPassed",
        "RegistryContentDamaged",
        "SignatureUntrusted",
        "SubjectMismatch"
      })
  void aModelThatFailedACheckIsRejected(String reason) throws JsonProcessingException {
    seeCandidate(DIGEST, reason);

    assertVerified("False", reason, reason + " at 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Infrastructure",
        "UserError",
        "DeliveryFailed",
        "ErrImagePull",
        "ImagePullBackOff",
        "InvalidImageName",
        "RegistryForbidden",
        "RegistryNotFound",
        "RegistryRefused",
        "RegistryUnavailable",
        "MissingConfigMap",
        "MissingSecret"
      })
  void aModelThatCouldNotBeCheckedIsUnknownWithTheObstacle(String reason)
      throws JsonProcessingException {
    seeCandidate(DIGEST, reason);

    assertVerified("Unknown", reason, reason + " at 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unschedulable", "PodPending", "PodStarting", "NotReady"})
  void whatKeepsAPodFromStartingSaysNothingAboutTheModel(String reason)
      throws JsonProcessingException {
    seeCandidate(DIGEST, reason);

    assertVerified("Unknown", "Verifying", "No server has verified the model yet");
  }

  @Test
  void thePodsOfAnotherModelSayNothing() throws JsonProcessingException {
    seeCandidate("sha256:other", "SignatureUntrusted");

    assertThat(verified().getReason()).isEqualTo("Verifying");
  }

  @Test
  void readyServersOfACanaryHaveVerifiedTheModel() throws JsonProcessingException {
    seeCanary(DIGEST, 1, "Running");

    assertThat(verified().getStatus()).isEqualTo("True");
  }

  @Test
  void theServersOfACanaryVerifyBeforeTheOthers() throws JsonProcessingException {
    seeCandidate(DIGEST, "Unschedulable");
    seeCanary(DIGEST, 0, "SignatureUntrusted");

    assertVerified("False", "SignatureUntrusted", "SignatureUntrusted at 8");
  }

  @Test
  void theCanaryOfAnotherModelSaysNothing() throws JsonProcessingException {
    seeCanary("sha256:other", 1, "Running");
    assertThat(verified().getReason()).isEqualTo("Verifying");

    seeCandidate(DIGEST, "SubjectMismatch");
    assertThat(verified().getReason()).isEqualTo("SubjectMismatch");
  }

  @ParameterizedTest
  @CsvSource({"True, Verified", "False, SignatureUntrusted", "Unknown, RegistryNotFound"})
  void whatWasFoundBeforeRemainsTrue(String status, String reason) throws JsonProcessingException {
    Condition before = MAKE.isTrue("Verified", Reason.of(reason), "found by a pod that is gone");
    before.setStatus(status);
    known = Optional.of(before);

    assertVerified(status, reason, "found by a pod that is gone");
  }

  @Test
  void aNewFindingReplacesTheEarlierOne() throws JsonProcessingException {
    known = Optional.of(MAKE.isTrue("Verified", NormalReason.VERIFIED, "before"));
    seeCandidate(DIGEST, "ContentDamaged");

    assertVerified("False", "ContentDamaged", "ContentDamaged at 7");
  }
}
