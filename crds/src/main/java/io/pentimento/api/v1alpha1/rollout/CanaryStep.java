// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.time.Duration;
import java.util.Locale;

/** A part of the requests that the new model receives, for a time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryStep(
    @Required
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
            "Percent of the requests that the new model answers. With 0, it only restores sampled"
                + " requests again in the background.")
        Integer weight,
    @Required
        @Pattern(
            "^([0-9]{1,5}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[0-9]{1,5}m([0-9]{1,5}s)?|[0-9]{1,5}s)$")
        @JsonPropertyDescription("Minimum duration of the step, such as 10m or 1h30m.")
        String duration) {

  /** The duration as a value. */
  @JsonIgnore
  public Duration length() {
    return Duration.parse("PT" + duration.toUpperCase(Locale.ROOT));
  }
}
