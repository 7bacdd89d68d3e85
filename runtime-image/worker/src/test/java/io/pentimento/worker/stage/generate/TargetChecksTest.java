// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.Quarantine;
import io.pentimento.worker.metrics.Fidelity;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetChecksTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void generate() throws IOException {
    job = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE);
  }

  @Test
  void pseudoTargetsThatDifferTooMuchAreExcludedAndCounted() throws IOException {
    NavigableMap<Double, Item> moved = moved();
    double limit = (moved.firstKey() + moved.lastKey()) / 2;
    TinyJob checked = checked("maxInconsistency: " + limit, 0.1);

    TinyJob.Ran ran = checked.run(StageName.GENERATE);

    Map<Double, Item> tooFar = moved.tailMap(limit, false);
    assertThat(ran.code()).isZero();
    assertThat(Quarantine.names(checked.artifact(StageName.GENERATE)))
        .hasSize(tooFar.size())
        .containsExactlyInAnyOrderElementsOf(tooFar.values().stream().map(Item::name).toList());
  }

  @Test
  void tooManyExcludedPseudoTargetsFailTheStageWithTheReason() throws IOException {
    TinyJob.Ran ran = checked("maxInconsistency: 0", 0.95).run(StageName.GENERATE);

    assertThat(ran.code()).isNotZero();
    assertThat(ran.answer().reason()).isEqualTo("TooFewPseudoTargets");
    assertThat(ran.answer().message())
        .contains("its low frequencies differ by", "maxInconsistency");
  }

  @Test
  void aChangedLimitDoesNotComputePseudoTargetsAgain() throws IOException {
    Map<String, String> before = Workspaces.pseudoTargets(job);

    checked("maxInconsistency: 255", 0.95).after(StageName.GENERATE, StageName.TRAIN);

    assertThat(Workspaces.pseudoTargets(job)).isEqualTo(before);
  }

  private TinyJob checked(String limits, double quorum) {
    return job.with(
        "pseudoTargets: {",
        String.format(
            Locale.ROOT, "pseudoTargets: {checks: {%s}, minSuccessFraction: %s, ", limits, quorum));
  }

  /** Training images by the difference of their pseudo targets. */
  private NavigableMap<Double, Item> moved() throws IOException {
    PreparedIndex index = PreparedIndex.read(job.artifact(StageName.PREPARE));
    ModelImages images = new ModelImages(job.artifact(StageName.PREPARE), index.size());
    NavigableMap<Double, Item> moved = new TreeMap<>();
    for (Item item : index.training()) {
      Path target =
          job.layout()
              .pseudoTarget(job.document(StageName.GENERATE).pseudoTargetSettings(), item.digest());
      moved.put(Fidelity.consistency(ImageFiles.read(target), images.read(item)), item);
    }
    return moved;
  }
}
