// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Lease;
import io.pentimento.core.artifact.LeaseContender;
import io.pentimento.core.artifact.LeaseHolder;
import io.pentimento.core.artifact.LeaseTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While files are removed, no stage of the workspace can start. */
@Timeout(60)
class HeldLeasesTest {
  private static final StageKey KEY = new StageKey("a".repeat(64));
  private static final StageKey OTHER = new StageKey("b".repeat(64));

  @TempDir Path folder;
  private WorkspaceLayout layout;

  @BeforeEach
  void open() {
    layout = new WorkspaceLayout(folder);
  }

  private static LeaseContender contender(Path lease, String name) {
    return new LeaseContender(lease, LeaseHolder.ofThisProcess(name), LeaseTiming.ofThisProcess());
  }

  private void used(Path lease) throws IOException {
    contender(lease, "job earlier").tryAcquire().orElseThrow().close();
  }

  @Test
  void aWorkspaceWithoutLeasesHasNoHolders() throws IOException {
    try (HeldLeases leases = HeldLeases.takeFree(layout)) {
      assertThat(leases.holders()).isEmpty();
    }
  }

  @Test
  void freeLeasesAreHeldUntilTheEnd() throws IOException {
    Path lease = layout.lease(StageName.TRAIN, KEY);
    used(lease);

    try (HeldLeases leases = HeldLeases.takeFree(layout)) {
      assertThat(leases.holders()).isEmpty();
      assertThat(contender(lease, "job new").tryAcquire()).isEmpty();
    }
    try (Lease afterwards = contender(lease, "job new").tryAcquire().orElseThrow()) {
      assertThat(afterwards.isLost()).isFalse();
    }
  }

  @Test
  void aLeaseInUseNamesItsHolderByKey() throws IOException {
    used(layout.lease(StageName.TRAIN, OTHER));
    try (Lease held =
            contender(layout.lease(StageName.TRAIN, KEY), "job toy").tryAcquire().orElseThrow();
        HeldLeases leases = HeldLeases.takeFree(layout)) {
      assertThat(leases.holders()).isEqualTo(Map.of(KEY.hex(), "job toy"));
    }
  }

  @Test
  void theLeaseOfAShardNamesTheSettingsOfPseudoTargets() throws IOException {
    try (Lease held =
            contender(layout.pseudoTargetLease(KEY, 1, 2), "job toy").tryAcquire().orElseThrow();
        HeldLeases leases = HeldLeases.takeFree(layout)) {
      assertThat(leases.holders()).containsOnlyKeys(KEY.hex());
    }
  }
}
