// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.contract.WorkspaceCleaning;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What several jobs that share a workspace keep of it. */
class WorkspaceRetentionTest {
  private static final String KEY = "1".repeat(64);

  private static AdaptationJob job(String retention, String phase) throws IOException {
    return AdaptationJobYaml.read(
        """
        metadata: {name: night}
        spec:
          restorer: {source: {uri: r.pth}}
          prior: {source: {uri: p.pth}}
          dataset: {source: {uri: images}}
          workspace: {persistentVolumeClaim: {claimName: w}%s}
        status:
          phase: %s
          stages: [{name: train, cacheKey: "%s", state: Succeeded}, {name: evaluate}]
          model: {active: "sha256:%s"}
        """
            .formatted(retention, phase, KEY, "2".repeat(64)));
  }

  @Test
  void theLongestTimeOfAllJobsCounts() throws IOException {
    List<AdaptationJob> jobs =
        List.of(
            job(", retention: {unusedArtifactsAfterDays: 30, personalDataAfterDays: 7}", "Failed"),
            job(", retention: {unusedArtifactsAfterDays: 10}", "Failed"),
            job("", "Failed"));

    assertThat(WorkspaceRetention.of(jobs))
        .isEqualTo(new WorkspaceRetention(Optional.of(30), Optional.of(7)));
  }

  @Test
  void onlyATimeForPersonalDataAsksForTheirRemoval() throws IOException {
    assertThat(
            WorkspaceRetention.removesPersonalData(
                job(", retention: {personalDataAfterDays: 7}", "Failed")))
        .isTrue();
    assertThat(
            WorkspaceRetention.removesPersonalData(
                job(", retention: {unusedArtifactsAfterDays: 10}", "Failed")))
        .isFalse();
    assertThat(WorkspaceRetention.removesPersonalData(job("", "Failed"))).isFalse();
  }

  @Test
  void aJobThatWorksUsesAllItsFilesAndAFinishedOneKeepsItsArtefacts() throws IOException {
    WorkspaceCleaning finished = JobReferences.of(List.of(job("", "Succeeded")), job -> false);
    WorkspaceCleaning working = JobReferences.of(List.of(job("", "Training")), job -> false);

    assertThat(finished.keys()).containsExactly(KEY);
    assertThat(finished.complete()).isEmpty();
    assertThat(finished.models()).containsExactly("sha256:" + "2".repeat(64));
    assertThat(working.complete()).containsExactly(KEY);
  }

  @Test
  void aFinishedJobThatKeepsItsPersonalDataUsesAllItsFiles() throws IOException {
    WorkspaceCleaning used =
        JobReferences.of(
            List.of(job("", "Succeeded")), job -> !WorkspaceRetention.removesPersonalData(job));

    assertThat(used.complete()).containsExactly(KEY);
  }
}
