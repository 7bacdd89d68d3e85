package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** One stage of the chain. Times are RFC 3339. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageStatus(
    @Required @JsonPropertyDescription("The stage.") StageName name,
    @JsonPropertyDescription("Digest of everything that can change the stage's result.") String key,
    @JsonPropertyDescription("Name of the Job or Deployment that does the work.") String job,
    @Min(0) @JsonPropertyDescription("How often the stage was started for this key.")
        Integer attempt,
    @Min(0)
        @JsonPropertyDescription(
            "Attempts that failed and count against backoffLimit. What others did to the stage, a"
                + " preemption or a suspension, does not.")
        Integer failures,
    @Min(0)
        @JsonPropertyDescription(
            "How many of the failures ran out of memory or disk; the third ends the stage.")
        Integer outOfResources,
    @JsonPropertyDescription("Exit code of the process that failed last.") Integer exitCode,
    @JsonPropertyDescription("Images, iterations or pods.") ItemCounts items,
    @JsonPropertyDescription("What the stage is doing.") StageState state,
    @JsonPropertyDescription("Why, in one UpperCamelCase word.") String reason,
    @JsonPropertyDescription("Why, in a sentence that says what to do.") String message,
    @JsonPropertyDescription("When work on this key began.") String startedAt,
    @JsonPropertyDescription("When its artefacts were complete, or it failed.")
        String finishedAt) {}
