// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a server to {@code GET /v1/canary}.
 *
 * @param model digest of the model that the server serves
 * @param requests that it answered, since the new model appeared or since it started
 * @param candidate comparison with the new model; null if the server has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CanaryReport(
    @Nullable String model, Requests requests, @Nullable Candidate candidate) {

  public CanaryReport {
    requests = requireNonNullElse(requests, new Requests(0, 0, Map.of()));
  }

  /**
   * @param errors responses with a status of 500 or more
   * @param durations number of requests by the upper bound of their duration in seconds
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Requests(long count, long errors, Map<Double, Long> durations) {
    public Requests {
      durations = Map.copyOf(requireNonNullElse(durations, Map.of()));
    }
  }

  /**
   * @param model digest of the new model
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Candidate(
      @Nullable String model,
      long pairs,
      long failures,
      @Nullable Sample fidelity,
      @Nullable Sample fidelityChange,
      @Nullable Sample quality,
      @Nullable Sample qualityChange,
      @Nullable Sample difference) {}

  /**
   * A mean over images.
   *
   * @param squares sum of the squared deviations from the mean
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sample(long count, double mean, double squares) {
    static final Sample NONE = new Sample(0, 0, 0);

    /** Both samples together (Chan, Golub and LeVeque 1979). */
    Sample plus(@Nullable Sample other) {
      if (other == null || other.count == 0) {
        return this;
      }
      long both = count + other.count;
      double apart = other.mean - mean;
      return new Sample(
          both,
          mean + apart * other.count / both,
          squares + other.squares + apart * apart * count * other.count / both);
    }
  }
}
