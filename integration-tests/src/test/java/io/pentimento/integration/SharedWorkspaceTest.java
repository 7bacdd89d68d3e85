// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Equal jobs in one workspace. */
@Tag("slow")
class SharedWorkspaceTest {
  private static final String[] WITHOUT_SERVERS = {
    "replicas: 1}", "replicas: 0}\n  backoffLimit: 0"
  };

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void twoEqualJobsAtTheSameTimeEndWithTheSameModel() throws Exception {
    try (Tenant night = INSTALLATION.tenant("twins")) {
      Tenant day = night.with("day");
      night.apply(WITHOUT_SERVERS);
      day.apply(WITHOUT_SERVERS);

      AdaptationJobStatus first = night.awaitEnd();
      AdaptationJobStatus second = day.awaitEnd();

      assertThat(List.of(first, second))
          .flatExtracting(AdaptationJobStatus::stages)
          .allSatisfy(stage -> assertThat(stage.state()).isEqualTo(StageState.SUCCEEDED));
      assertThat(second.gate().candidate()).isEqualTo(first.gate().candidate());
      assertThat(second.stages())
          .extracting(StageStatus::cacheKey)
          .isEqualTo(first.stages().stream().map(StageStatus::cacheKey).toList());
      day.delete();
    }
  }

  @Test
  void aLaterEqualJobUsesFinishedArtefacts() throws Exception {
    try (Tenant night = INSTALLATION.tenant("later")) {
      night.apply(WITHOUT_SERVERS);
      night.awaitEnd();
      Map<Path, Object> targets = night.pseudoTargets();
      Tenant day = night.with("day");

      day.apply(WITHOUT_SERVERS);
      AdaptationJobStatus status = day.awaitEnd();

      assertThat(status.stage(StageName.TRAIN).orElseThrow().state())
          .isEqualTo(StageState.SUCCEEDED);
      assertThat(night.pseudoTargets()).isEqualTo(targets);
      day.delete();
    }
  }
}
