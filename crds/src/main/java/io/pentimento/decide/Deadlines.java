package io.pentimento.decide;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The limit on the time that a job works: since it last began to, so not while suspended. */
final class Deadlines {
  private Deadlines() {}

  static Optional<Instant> active(AdaptationJobStatus before, Long seconds) {
    return Optional.ofNullable(seconds)
        .flatMap(
            limit ->
                before
                    .condition(ConditionTypes.RECONCILING)
                    .filter(condition -> "True".equals(condition.getStatus()))
                    .map(Condition::getLastTransitionTime)
                    .map(since -> Instant.parse(since).plusSeconds(limit)));
  }

  /** The links, the first unfinished one failed. */
  static List<Link> exceeded(List<Link> links) {
    Link current = links.stream().filter(link -> !link.isDone()).findFirst().orElseThrow();
    return links.stream()
        .map(
            link ->
                link.equals(current)
                    ? link.with(
                        new StageOutcome.Failed(
                            "DeadlineExceeded", "Not finished within activeDeadlineSeconds"))
                    : link)
        .toList();
  }
}
