// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class KilledOperatorTest {
  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void anOperatorKilledDuringStagesContinuesAndRunsNothingTwice() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("killed-operator")) {
      tenant.apply("replicas: 1}", "replicas: 0}");
      tenant.awaitRunningPod(StageName.PREPARE);
      INSTALLATION.operator().killAndWait();
      tenant.awaitThat("the end of prepare", () -> isComplete(tenant, StageName.PREPARE));
      assertThat(tenant.jobs()).as("no operator is running to start the next stage").hasSize(1);

      INSTALLATION.operator().start();
      tenant.awaitRunningPod(StageName.TRAIN);
      INSTALLATION.operator().killAndWait();
      INSTALLATION.operator().start();

      AdaptationJobStatus status = tenant.awaitCondition("Complete");
      assertThat(tenant.jobs()).hasSize(4);
      assertThat(tenant.pods()).hasSize(5);
      assertThat(status.stages())
          .allMatch(stage -> stage.state() == StageState.SUCCEEDED)
          .extracting(StageStatus::attempt)
          .containsExactly(1, 1, 1, 1, 0);
    }
  }

  private static boolean isComplete(Tenant tenant, StageName stage) {
    return tenant.jobs(stage).stream()
        .flatMap(job -> job.getStatus().getConditions().stream())
        .anyMatch(condition -> "Complete".equals(condition.getType()));
  }
}
