// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.status;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.observe.ClusterView;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A written status.
 *
 * @param before empty if the job had no status
 * @param seen the observation that it is based on
 */
public record StatusWrite(
    AdaptationJob job,
    AdaptationJobStatus before,
    AdaptationJobStatus after,
    ClusterView seen,
    Instant now) {

  /** A changed entry of a stage. */
  public record StageChange(Optional<StageStatus> before, StageStatus after) {
    public StageName stage() {
      return after.name();
    }

    public boolean isNewState() {
      return before
          .filter(
              known ->
                  known.state() == after.state()
                      && Objects.equals(after.cacheKey(), known.cacheKey()))
          .isEmpty();
    }
  }

  /** The changed entries of stages whose key is known. */
  public Stream<StageChange> changes() {
    return after.stages().stream()
        .filter(stage -> stage.cacheKey() != null)
        .map(stage -> new StageChange(before.stage(stage.name()), stage))
        .filter(change -> !change.before().equals(Optional.of(change.after())));
  }
}
