// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyModels;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingMethodsStageTest {
  private static final List<String> METHODS =
      List.of("LowFrequencyConstrained", "Unconditional", "ILVR", "DR2", "PGDiff");

  @TempDir Path folder;

  @Test
  void everyMethodMakesDifferentPseudoTargets() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);

    for (String method : METHODS) {
      job.with("pseudoTargets: {", "pseudoTargets: {method: " + method + ", ")
          .after(StageName.GENERATE);
    }

    Map<String, String> targets = Workspaces.pseudoTargets(job);
    assertThat(targets.size() % METHODS.size()).as("as many images by each method").isZero();
    assertThat(targets).hasSizeGreaterThan(METHODS.size());
    assertThat(targets.values()).doesNotHaveDuplicates();
  }

  @Test
  void theSolverWorksWithEveryValidMethod() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);

    for (String method : METHODS.subList(0, 4)) {
      solved(job, "method: " + method + ", ").after(StageName.GENERATE);
    }

    Map<String, String> targets = Workspaces.pseudoTargets(job);
    assertThat(targets.size() % 4).as("as many images by each method").isZero();
    assertThat(targets.values()).doesNotHaveDuplicates();
  }

  /** Each variant has its own cache in the same workspace. */
  @Test
  void everySamplerMakesDifferentPseudoTargets() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);
    List<String> samplers =
        List.of(
            "steps: 10",
            "type: DDIM, steps: 10",
            "sectionSteps: [6, 4]",
            "steps: 10, caching: {interval: 2}",
            "type: DPMSolver, steps: 6",
            "type: DPMSolver, steps: 6, eta: 0",
            "type: DPMSolver, steps: 10, spacing: Uniform");

    for (String sampler : samplers) {
      job.with("sampler: {steps: 10}", "sampler: {" + sampler + "}").after(StageName.GENERATE);
    }

    Map<String, String> targets = Workspaces.pseudoTargets(job);
    assertThat(targets.size() % samplers.size()).isZero();
    assertThat(targets.values()).doesNotHaveDuplicates();
  }

  @Test
  void shardsAndOrderDoNotChangeTheSolversResults() throws IOException {
    TinyJob job = solved(TinyJob.in(folder), "");
    Map<String, String> whole =
        Workspaces.pseudoTargets(job.after(StageName.PREPARE, StageName.GENERATE));
    TinyJob sharded = job.with("shards: 1", "shards: 3").inWorkspace(folder.resolve("sharded"));
    sharded.after(StageName.PREPARE);
    for (int shard : new int[] {2, 0, 1}) {
      assertThat(sharded.run(StageName.GENERATE, shard).code()).isZero();
    }

    assertThat(Workspaces.pseudoTargets(sharded)).isEqualTo(whole);
  }

  @Test
  void cachingWorksWithAPriorInFloat16() throws IOException {
    TinyJob job =
        TinyJob.in(folder)
            .with(
                "sampler: {steps: 10}",
                "precision: Float16, sampler: {steps: 10, caching: {interval: 2}}");

    assertThat(Workspaces.pseudoTargets(job.after(StageName.PREPARE, StageName.GENERATE)))
        .isNotEmpty();
  }

  @Test
  void cachingIsRejectedForAPriorWithoutDeepFeatures() throws IOException {
    TinyJob job =
        TinyJob.in(folder)
            .with("sampler: {steps: 10}", "sampler: {steps: 10, caching: {interval: 2}}");
    TinyModels.singleLevelPrior().write(folder.resolve("prior.safetensors"));

    TinyJob.Ran ran = job.after(StageName.PREPARE).run(StageName.GENERATE);

    assertThat(ran.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(ran.answer().message()).contains("sampler.caching", "single level");
  }

  private static TinyJob solved(TinyJob job, String more) throws IOException {
    return job.with(
        "lowPassFactor: 4, sampler: {steps: 10}",
        more + "lowPassFactor: 4, sampler: {type: DPMSolver, steps: 6}");
  }
}
