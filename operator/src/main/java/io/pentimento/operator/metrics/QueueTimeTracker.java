// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Records since when stages wait for their pods, and the reason. Its size is limited. */
final class QueueTimeTracker {
  private static final int MOST = 20_000;

  /** Waits that are not caused by the cluster. */
  private static final Set<Reason> INTERNAL =
      Set.of(WaitReason.WAITING_FOR_STAGE, WaitReason.BACK_OFF, WaitReason.SUSPENDED);

  /** A wait that is over. */
  record Wait(String reason, Duration duration) {}

  private record Since(String reason, Instant at) {}

  private final Cache<String, Since> known = Caffeine.newBuilder().maximumSize(MOST).build();

  /** Returns the wait that ends with this entry; a wait for another reason starts a new one. */
  synchronized Optional<Wait> ended(String uid, StageStatus entry, Instant now) {
    String stage = uid + " " + entry.name();
    Since before = known.getIfPresent(stage);
    boolean waits =
        entry.state() == StageState.WAITING && !INTERNAL.contains(Reason.of(entry.reason()));
    if (waits && before != null && before.reason().equals(entry.reason())) {
      return Optional.empty();
    }
    known.invalidate(stage);
    if (waits) {
      known.put(stage, new Since(entry.reason(), now));
    }
    return Optional.ofNullable(before)
        .map(since -> new Wait(since.reason(), Duration.between(since.at(), now)));
  }
}
