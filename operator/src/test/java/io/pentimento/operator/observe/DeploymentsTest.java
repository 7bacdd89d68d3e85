// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.contract.StageKey;
import io.pentimento.workflow.observation.ServingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentsTest {
  private static final Map<String, StageKey> KEYS =
      Map.of(
          "sha256:new", new StageKey("a".repeat(64)), "sha256:old", new StageKey("b".repeat(64)));

  @Test
  void theWantedModelServesOnceAllServersHaveIt() {
    ServingState serving =
        serving("observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2");

    assertThat(serving)
        .isEqualTo(new ServingState("sha256:new", 2, "http://night-1.vision.svc", null, 2, KEYS));
  }

  @Test
  void thePreviousModelServesUntilTheRolloutIsComplete() {
    ServingState serving =
        serving("observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 2");

    assertThat(serving.active()).isEqualTo("sha256:old");
    assertThat(serving.candidate().digest()).isEqualTo("sha256:new");
    assertThat(serving.candidate().failed()).isFalse();
  }

  @Test
  void theStatusOfAnEarlierRolloutIsIgnored() {
    ServingState serving =
        serving("observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2");

    assertThat(serving.active()).isEqualTo("sha256:old");
    assertThat(serving.candidate()).isNotNull();
  }

  @Test
  void aMissedDeadlineFailsTheCandidate() {
    ServingState serving =
        serving(
            "observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 2,"
                + " conditions: [{type: Progressing, status: 'False', reason:"
                + " ProgressDeadlineExceeded, message: timed out}]");

    assertThat(serving.candidate().failed()).isTrue();
    assertThat(serving.candidate().message()).isEqualTo("timed out");
    assertThat(serving.active()).isEqualTo("sha256:old");
  }

  @Test
  void aServerThatNeverBecomesReadyIsNamed() {
    Pod pod =
        Serialization.unmarshal(
            """
            metadata: {name: night-1-abc}
            status: {phase: Running, containerStatuses: [{name: server, ready: false, state: {running: {}}}]}
            """,
            Pod.class);

    ServingState serving =
        serving(
            "observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 2", pod);

    assertThat(serving.candidate().message())
        .isEqualTo(
            "NotReady: night-1-abc is running but not ready; if this continues, see its log");
  }

  private static ServingState serving(String status, Pod... pods) {
    return Deployments.serving(
        Serialization.unmarshal(
            """
            metadata:
              name: night-1
              namespace: vision
              generation: 2
              annotations:
                pentimento.io/model: 'sha256:new'
                pentimento.io/train-key: %s
                pentimento.io/previous-model: 'sha256:old'
                pentimento.io/previous-train-key: %s
            spec: {replicas: 2}
            status: {%s}
            """
                .formatted(KEYS.get("sha256:new").hex(), KEYS.get("sha256:old").hex(), status),
            Deployment.class),
        true,
        List.of(pods));
  }
}
