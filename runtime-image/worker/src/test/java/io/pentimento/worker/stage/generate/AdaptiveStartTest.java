// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.pseudotarget.AdaptiveStart;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.stage.TinyJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptiveStartTest {
  private static final StartingSteps STEPS = new StartingSteps(new AdaptiveStart(300, 20.0), 600);

  @TempDir Path folder;

  @Test
  void worseImagesStartLater() {
    assertThat(STEPS.of(0)).isEqualTo(300);
    assertThat(STEPS.of(10)).isBetween(400, 500);
    assertThat(STEPS.of(20)).isEqualTo(600);
    assertThat(STEPS.of(100)).isEqualTo(600);
  }

  @Test
  void imagesOfABatchAreGroupedByTheirStart() {
    Tensor degraded = Tensor.batch(List.of(grey(0.5f), grey(0.5f), grey(0.5f)));
    Tensor restored = Tensor.batch(List.of(grey(0.5f), grey(0.9f), grey(0.5f)));

    assertThat(STEPS.groups(degraded, restored))
        .containsEntry(300, List.of(0, 2))
        .containsEntry(600, List.of(1))
        .hasSize(2);
  }

  @Test
  void anEarliestStartAtTheStartTimestepChangesNoPseudoTarget() throws IOException {
    TinyJob plain =
        TinyJob.in(folder)
            .with("batchSize: 1", "batchSize: 4")
            .after(StageName.PREPARE, StageName.GENERATE);
    TinyJob same = adaptive(plain, 600).after(StageName.PREPARE, StageName.GENERATE);
    TinyJob earlier = adaptive(plain, 400).after(StageName.PREPARE, StageName.GENERATE);

    assertThat(targets(same)).isEqualTo(targets(plain));
    assertThat(targets(earlier)).isNotEqualTo(targets(plain));
  }

  private static TinyJob adaptive(TinyJob job, int earliest) {
    return job.with(
        "pseudoTargets: {",
        "pseudoTargets: {adaptiveStart: {minTimestep: %d, fullChange: 200}, ".formatted(earliest));
  }

  /** Digests of the pseudo targets, in the order of the training images. */
  private static List<String> targets(TinyJob job) throws IOException {
    StageKey settings = job.document(StageName.GENERATE).pseudoTargetSettings();
    List<String> digests = new ArrayList<>();
    for (Item item : PreparedIndex.read(job.artifact(StageName.PREPARE)).training()) {
      digests.add(Digest.of(job.layout().pseudoTarget(settings, item.digest())));
    }
    return digests;
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, 8, 8);
    Arrays.fill(image.data(), value);
    return image;
  }
}
