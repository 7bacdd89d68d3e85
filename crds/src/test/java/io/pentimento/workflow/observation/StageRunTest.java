// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.StageRun.Leftovers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An attempt and its processes. */
class StageRunTest {
  private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
  private static final StageKey KEY = new StageKey("1".repeat(64));
  private static final Leftovers LEFTOVERS = new Leftovers("istio-proxy", TIME);

  private static final ProcessState PENDING =
      new ProcessState.Pending(TIME, WaitReason.POD_PENDING, "no pod");
  private static final ProcessState SILENT = new ProcessState.Running(null);
  private static final ProcessState RUNNING =
      new ProcessState.Running(
          new StageProgress(
              StageName.TRAIN, KEY, 0, 7, 10, 2, null, null, "image 7", TIME.toString()));
  private static final ProcessState SUCCEEDED =
      new ProcessState.Succeeded(
          TerminationMessage.success(StageName.TRAIN, KEY, new ItemCounts(9, 10, 1)));
  private static final ProcessState SUCCEEDED_SILENTLY =
      new ProcessState.Succeeded(TerminationMessage.success(StageName.TRAIN, KEY, null));
  private static final ProcessState FAILED = failed(new ItemCounts(3, 10, 4));
  private static final ProcessState FAILED_SILENTLY = failed(null);

  private static ProcessState failed(ItemCounts items) {
    return new ProcessState.Failed(
        FailureClass.DATA, FailureClass.DATA.reason(), "bad", 65, items, TIME);
  }

  private static StageRun run(Leftovers leftovers, ProcessState... processes) {
    return new StageRun(StageName.TRAIN, KEY, 1, "train-1", Arrays.asList(processes), leftovers);
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of(PENDING, true, new ItemCounts(0, 0, 0)),
        Arguments.of(SILENT, true, new ItemCounts(0, 0, 0)),
        Arguments.of(RUNNING, true, new ItemCounts(5, 10, 2)),
        Arguments.of(SUCCEEDED, false, new ItemCounts(9, 10, 1)),
        Arguments.of(SUCCEEDED_SILENTLY, false, new ItemCounts(0, 0, 0)),
        Arguments.of(FAILED, false, new ItemCounts(3, 10, 4)),
        Arguments.of(FAILED_SILENTLY, false, new ItemCounts(0, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aProcessIsActiveUntilItEndsAndCountsItsItems(
      ProcessState state, boolean isActive, ItemCounts counts) {
    assertThat(state.isActive()).isEqualTo(isActive);
    assertThat(state.counts()).isEqualTo(counts);
    assertThat(run(null, state).isActive()).isEqualTo(isActive);
  }

  @Test
  void aRunIsActiveWhileAnyProcessIs() {
    assertThat(run(null, SUCCEEDED, FAILED, PENDING).isActive()).isTrue();
    assertThat(run(null, SUCCEEDED, FAILED).isActive()).isFalse();
    assertThat(run(null).isActive()).isFalse();
  }

  @Test
  void otherContainersRemainOnceAllWorkersEnded() {
    assertThat(run(LEFTOVERS, SUCCEEDED, RUNNING).remaining()).isEmpty();
    assertThat(run(LEFTOVERS, SUCCEEDED, RUNNING).hasLeftovers()).isFalse();
    assertThat(run(LEFTOVERS, SUCCEEDED).remaining()).contains(LEFTOVERS);
    assertThat(run(LEFTOVERS, SUCCEEDED).hasLeftovers()).isTrue();
    assertThat(run(null, SUCCEEDED).hasLeftovers()).isFalse();
  }

  @Test
  void processesOfOneStateAreFoundInTheirOrder() {
    StageRun run = run(null, FAILED, RUNNING, FAILED_SILENTLY, SILENT);

    assertThat(run.all(ProcessState.Failed.class))
        .containsExactly((ProcessState.Failed) FAILED, (ProcessState.Failed) FAILED_SILENTLY);
    assertThat(run.all(ProcessState.Running.class)).hasSize(2);
    assertThat(run.all(ProcessState.Pending.class)).isEmpty();
  }

  @Test
  void aRunWithoutOtherContainersHasNone() {
    assertThat(new StageRun(StageName.TRAIN, KEY, 1, "train-1", List.of(SUCCEEDED)))
        .isEqualTo(run(null, SUCCEEDED));
  }
}
