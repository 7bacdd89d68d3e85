// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.TestConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullSecretsTest {
  private static final Path MINIMAL =
      Path.of("src/test/resources/derived-resources/minimal/in-job.yaml");
  private static final OperatorConfig CONFIG =
      TestConfig.with(Map.of("pentimento.image-pull-secrets", "registry,mirror"));
  private AdaptationJob job;

  @BeforeEach
  void readTheJob() throws IOException {
    job = AdaptationJobYaml.read(MINIMAL);
  }

  @Test
  void everyStagesPodHasThoseOfTheInstallation() {
    for (StageDocument document : StageDocuments.of(job).values()) {
      PodTemplateSpec template =
          new StageWorkload(job, document, 1, CONFIG).manifest().getSpec().getTemplate();
      assertThat(template.getSpec().getImagePullSecrets())
          .as("%s", document.stage())
          .extracting(LocalObjectReference::getName)
          .containsExactly("registry", "mirror");
    }
  }

  @Test
  void theServersHavePullSecretsToo() {
    String key = StageDocuments.of(job).get(StageName.TRAIN).key().hex();
    ServingWorkload servers =
        new ServingWorkload(
            ServingOwner.of(job), new ModelToServe("sha256:" + key, key), null, CONFIG);

    assertThat(servers.deployment().getSpec().getTemplate().getSpec().getImagePullSecrets())
        .extracting(LocalObjectReference::getName)
        .containsExactly("registry", "mirror");
  }
}
