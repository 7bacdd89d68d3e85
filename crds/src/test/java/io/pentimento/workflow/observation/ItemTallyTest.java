// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.WaitReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemTallyTest {
  private static final StageKey KEY = new StageKey("0".repeat(64));
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void eachProcessCountsByItsState() {
    assertThat(new ProcessState.Pending(NOW, WaitReason.QUEUED, "…").counts())
        .isEqualTo(counts(0, 0, 0));
    assertThat(new ProcessState.Running(null).counts()).isEqualTo(counts(0, 0, 0));
    assertThat(new ProcessState.Running(progress(7, 2)).counts()).isEqualTo(counts(5, 10, 2));
    assertThat(succeeded(counts(9, 10, 1)).counts()).isEqualTo(counts(9, 10, 1));
    assertThat(succeeded(null).counts()).isEqualTo(counts(0, 0, 0));
    assertThat(failed(counts(3, 10, 0)).counts()).isEqualTo(counts(3, 10, 0));
    assertThat(failed(null).counts()).isEqualTo(counts(0, 0, 0));
  }

  @Test
  void onlyPendingAndRunningProcessesAreActive() {
    assertThat(new ProcessState.Pending(NOW, WaitReason.QUEUED, "…").isActive()).isTrue();
    assertThat(new ProcessState.Running(null).isActive()).isTrue();
    assertThat(succeeded(null).isActive()).isFalse();
    assertThat(failed(null).isActive()).isFalse();
  }

  @Test
  void aRunCountsTheSumOfItsProcesses() {
    StageRun run =
        new StageRun(
            StageName.GENERATE,
            KEY,
            1,
            "generate-1",
            List.of(
                succeeded(counts(9, 10, 1)),
                new ProcessState.Running(progress(7, 2)),
                failed(counts(3, 10, 4)),
                new ProcessState.Pending(NOW, WaitReason.QUEUED, "…")));

    assertThat(ItemTally.of(run)).isEqualTo(counts(17, 30, 7));
  }

  private static ItemCounts counts(int done, int total, int failed) {
    return new ItemCounts(done, total, failed);
  }

  private static ProcessState succeeded(ItemCounts items) {
    return new ProcessState.Succeeded(TerminationMessage.success(StageName.GENERATE, KEY, items));
  }

  private static ProcessState failed(ItemCounts items) {
    return new ProcessState.Failed(
        FailureClass.INTERNAL, FailureReason.INTERNAL, "…", 70, items, NOW);
  }

  /** Finished items include failed ones. */
  private static StageProgress progress(long done, long failed) {
    return new StageProgress(
        StageName.GENERATE, KEY, 0, done, 10, failed, null, null, null, NOW.toString());
  }
}
