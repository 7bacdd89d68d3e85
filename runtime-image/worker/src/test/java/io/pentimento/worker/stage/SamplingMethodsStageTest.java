package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.StageName;
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
  void everyMethodMakesPseudoTargetsOfItsOwn() throws IOException {
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
}
