// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.pentimento.server.canary.CanaryReport.Candidate;
import io.pentimento.server.canary.CanaryReport.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what the server measured since the candidate appeared. */
@ApplicationScoped
public class CanaryStatistics {
  private static final int SERVER_ERROR = 500;

  private long count;
  private long errors;
  private Durations durations = new Durations();
  private @Nullable Comparison comparison;

  /** Counts a response. */
  public synchronized void answered(int status) {
    count++;
    if (status >= SERVER_ERROR) {
      errors++;
    }
  }

  synchronized void restored(Duration duration) {
    durations.add(duration);
  }

  /** Resets the statistics if the candidate has changed. */
  synchronized void begin(String candidate) {
    if (comparison == null || !comparison.model().equals(candidate)) {
      comparison = new Comparison(candidate);
      count = 0;
      errors = 0;
      durations = new Durations();
    }
  }

  synchronized void compared(String candidate, PairMeasures measures) {
    of(candidate).ifPresent(known -> known.add(measures));
  }

  synchronized void failed(String candidate) {
    of(candidate).ifPresent(Comparison::addFailure);
  }

  synchronized void skipped(String candidate) {
    of(candidate).ifPresent(Comparison::addSkipped);
  }

  private Optional<Comparison> of(String candidate) {
    return Optional.ofNullable(comparison).filter(known -> known.model().equals(candidate));
  }

  synchronized Requests requests() {
    return new Requests(count, errors, durations.byUpperBound());
  }

  synchronized Optional<Candidate> candidate() {
    return Optional.ofNullable(comparison).map(Comparison::report);
  }
}
