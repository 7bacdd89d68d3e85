// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class StatusEditorTest {
  private static final Pod POD =
      new PodBuilder().withNewMetadata().withName("a").withNamespace("n").endMetadata().build();
  KubernetesClient client;

  @Test
  void aChangeOfAnotherWriterIsKept() {
    client.resource(POD).create();
    AtomicInteger attempts = new AtomicInteger();

    new StatusEditor(client)
        .edit(
            POD,
            known -> {
              if (attempts.incrementAndGet() == 1) {
                label();
              }
              return running(known);
            });

    Pod result = client.resource(POD).get();
    assertThat(result.getStatus().getPhase()).isEqualTo("Running");
    assertThat(result.getMetadata().getLabels()).containsEntry("written", "meanwhile");
  }

  @Test
  void anObjectThatDoesNotExistIsAnError() {
    var editor = new StatusEditor(client);

    assertThatThrownBy(() -> editor.edit(POD, StatusEditorTest::running))
        .isInstanceOf(RuntimeException.class);
  }

  private void label() {
    client
        .resource(POD)
        .edit(
            pod ->
                new PodBuilder(pod)
                    .editMetadata()
                    .addToLabels("written", "meanwhile")
                    .endMetadata()
                    .build());
  }

  private static Pod running(Pod pod) {
    return new PodBuilder(pod).withNewStatus().withPhase("Running").endStatus().build();
  }
}
