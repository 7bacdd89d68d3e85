// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The status of stages that wait or run. */
class StatusTest {
  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void aMissingClaimIsReportedAndTheJobContinuesWhenItExists() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("no-claim")) {
      tenant.apply("claimName: adaptation", "claimName: elsewhere");

      StageStatus prepare =
          tenant.awaitStage(StageName.PREPARE, stage -> "MissingClaim".equals(stage.reason()));
      assertThat(prepare.message()).contains("elsewhere");

      tenant.cluster().claim(tenant.namespace(), "elsewhere");
      tenant.awaitRunningPod(StageName.PREPARE);
    }
  }

  @Test
  void aMissingSecretIsReportedAndTheJobContinuesWhenItExists() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("no-secret")) {
      tenant.apply(
          "{uri: \"pvc://models/prior.safetensors\"}",
          "{uri: \"https://models.invalid/prior.pth\", secretRef: {name: hub}}");

      StageStatus prepare =
          tenant.awaitStage(StageName.PREPARE, stage -> "MissingSecret".equals(stage.reason()));
      assertThat(prepare.message()).contains("hub");

      createSecret(tenant, "hub");
      tenant.awaitRunningPod(StageName.PREPARE);
    }
  }

  @Test
  @Tag("slow")
  void anImageThatCannotBePulledIsReported() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("no-image")) {
      tenant.apply(
          "sampler: {steps: 10}}",
          "sampler: {steps: 10}, podTemplate: {spec: {containers: [{name: worker, image:"
              + " typo}]}}}");

      StageStatus generate =
          tenant.awaitStage(StageName.GENERATE, stage -> "ImagePullBackOff".equals(stage.reason()));
      assertThat(generate.message()).contains("typo");
    }
  }

  @Test
  @Tag("slow")
  void progressOfShardsIsReadFromTheirLogs() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("progress")) {
      tenant.apply(Tenant.SLOWLY);

      AdaptationJobStatus status =
          tenant.awaitStatus("a part of the images", StatusTest::isInTheMidstOfGenerate);

      assertThat(status.progress().percentage()).isBetween(1, 99);
      assertThat(status.progress().estimatedRemainingSeconds()).isPositive();
    }
  }

  private static boolean isInTheMidstOfGenerate(AdaptationJobStatus status) {
    Optional<ItemCounts> items = status.stage(StageName.GENERATE).map(StageStatus::items);
    return items.filter(count -> count.done() > 0 && count.done() < count.total()).isPresent();
  }

  private static void createSecret(Tenant tenant, String name) {
    tenant
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(tenant.namespace())
                .endMetadata()
                .withData(Map.of("token", "c2VjcmV0"))
                .build())
        .create();
  }
}
