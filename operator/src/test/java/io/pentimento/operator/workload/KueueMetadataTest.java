// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KueueMetadataTest {
  private static final String MIN_PARALLELISM = "kueue.x-k8s.io/job-min-parallelism";
  private static final String TOPOLOGY = "kueue.x-k8s.io/podset-required-topology";

  @Test
  void onlyLabelsOfKueueAreCopied() {
    AdaptationJob job = new AdaptationJob();
    job.setMetadata(
        new ObjectMetaBuilder()
            .withLabels(
                Map.of(
                    "kueue.x-k8s.io/queue-name", "gpu", "kueue.x-k8s.io/other", "1", "team", "a"))
            .build());

    assertThat(new KueueMetadata(job, 1).labels())
        .containsOnlyKeys("kueue.x-k8s.io/queue-name", "kueue.x-k8s.io/other");
  }

  @Test
  void annotationsOfPodSetsBelongToThePodTemplate() {
    KueueMetadata kueue =
        new KueueMetadata(annotated(Map.of(TOPOLOGY, "rack", "kueue.x-k8s.io/a", "b")), 4);

    assertThat(kueue.annotations()).containsOnlyKeys("kueue.x-k8s.io/a");
    assertThat(kueue.podAnnotations()).containsOnlyKeys(TOPOLOGY);
  }

  @ParameterizedTest
  @CsvSource({"2, 4, true", "4, 4, false", "2, 1, false", "many, 4, false"})
  void aMinimumIsCopiedIfItIsLessThanTheParallelism(String minimum, int pods, boolean isCopied) {
    Map<String, String> copied =
        new KueueMetadata(annotated(Map.of(MIN_PARALLELISM, minimum)), pods).annotations();

    assertThat(copied.containsKey(MIN_PARALLELISM)).isEqualTo(isCopied);
  }

  @Test
  void aJobWithoutMetadataOfKueueHasNone() {
    KueueMetadata kueue = new KueueMetadata(annotated(null), 1);

    assertThat(kueue.labels()).isEmpty();
    assertThat(kueue.annotations()).isEmpty();
  }

  private static AdaptationJob annotated(Map<String, String> annotations) {
    AdaptationJob job = new AdaptationJob();
    job.setMetadata(new ObjectMetaBuilder().withAnnotations(annotations).build());
    return job;
  }
}
