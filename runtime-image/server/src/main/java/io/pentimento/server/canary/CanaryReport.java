// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.pentimento.server.canary.RunningMean.Sample;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of the server for a canary.
 *
 * @param model digest of the served model; null if none is loaded
 * @param candidate null if there was none yet
 */
public record CanaryReport(
    @Nullable String model, Requests requests, @Nullable Candidate candidate) {

  /**
   * Requests since the candidate appeared, or since the server started.
   *
   * @param errors responses with a status of 500 or more
   * @param durations number of restorations by the upper bound of their duration in seconds
   */
  public record Requests(long count, long errors, Map<Double, Long> durations) {}

  /**
   * Images that both models restored. Changes are those of the candidate against the served model;
   * positive is worse.
   *
   * @param model digest of the candidate's model
   * @param failures images that the candidate did not restore
   * @param skipped sampled images that were not compared, because the comparison or the candidate
   *     was busy
   * @param fidelity of the served model: mean difference of the low frequencies before and after
   *     restoration
   * @param quality of the served model: NIQE
   * @param difference mean difference of the low frequencies of the two results
   */
  public record Candidate(
      String model,
      long pairs,
      long failures,
      long skipped,
      Sample fidelity,
      Sample fidelityChange,
      Sample quality,
      Sample qualityChange,
      Sample difference) {}
}
