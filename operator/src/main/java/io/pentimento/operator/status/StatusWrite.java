package io.pentimento.operator.status;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.observe.ClusterView;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A status that was written.
 *
 * @param before empty if nobody looked at the job yet
 * @param seen what it rests on
 */
public record StatusWrite(
    AdaptationJob job,
    AdaptationJobStatus before,
    AdaptationJobStatus after,
    ClusterView seen,
    Instant now) {

  /** Another entry of a stage than before. */
  public record StageChange(Optional<StageStatus> before, StageStatus after) {
    public StageName stage() {
      return after.name();
    }

    public boolean isNewState() {
      return before
          .filter(
              known -> known.state() == after.state() && after.cacheKey().equals(known.cacheKey()))
          .isEmpty();
    }
  }

  /** The stages of which the key is known and anything was written anew. */
  public Stream<StageChange> changes() {
    return after.stages().stream()
        .filter(stage -> stage.cacheKey() != null)
        .map(stage -> new StageChange(before.stage(stage.name()), stage))
        .filter(change -> !change.before().equals(Optional.of(change.after())));
  }
}
