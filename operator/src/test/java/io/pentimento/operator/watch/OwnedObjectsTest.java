// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.pentimento.operator.workload.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnedObjectsTest {
  @Test
  void anAnnotationNamesTheOwnerInTheNamespaceOfTheObject() {
    HasMetadata servers = deployment(Map.of(Labels.JOB_NAME, "night-cctv"));

    assertThat(OwnedObjects.OF_JOBS.owner(servers))
        .containsExactly(new ResourceID("night-cctv", "cameras"));
  }

  @Test
  void aServiceDoesNotOwnTheObjectsOfAJob() {
    HasMetadata servers = deployment(Map.of(Labels.JOB_NAME, "night-cctv"));

    assertThat(OwnedObjects.OF_SERVICES.owner(servers)).isEmpty();
  }

  @Test
  void anObjectWithoutAnnotationsReconcilesNothing() {
    assertThat(OwnedObjects.OF_JOBS.owner(deployment(null))).isEmpty();
  }

  private static HasMetadata deployment(Map<String, String> annotations) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("servers")
        .withNamespace("cameras")
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }
}
