package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageStatus;
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
record StatusWrite(
    AdaptationJob job,
    AdaptationJobStatus before,
    AdaptationJobStatus after,
    ClusterView seen,
    Instant now) {

  /** Another entry of a stage than before. */
  record StageChange(Optional<StageStatus> before, StageStatus after) {
    StageName stage() {
      return after.name();
    }

    boolean isNewState() {
      return before
          .filter(known -> known.state() == after.state() && after.key().equals(known.key()))
          .isEmpty();
    }
  }

  /** The stages of which the key is known and anything was written anew. */
  Stream<StageChange> changes() {
    return after.stages().stream()
        .filter(stage -> stage.key() != null)
        .map(stage -> new StageChange(before.stage(stage.name()), stage))
        .filter(change -> !change.before().equals(Optional.of(change.after())));
  }
}
