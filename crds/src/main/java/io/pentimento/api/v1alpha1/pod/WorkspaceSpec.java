// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The volume of the artefacts, and their retention. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.persistentVolumeClaim == oldSelf.persistentVolumeClaim",
    message =
        "workspace.persistentVolumeClaim is immutable, because finished stages are stored there:"
            + " create another job")
public record WorkspaceSpec(
    @Required
        @JsonPropertyDescription(
            "Claim that every pod mounts. ReadWriteMany is required if pods run on several"
                + " nodes. A local run uses a folder of this name instead.")
        ClaimReference persistentVolumeClaim,
    @JsonPropertyDescription(
            "When a Job of the operator removes files once a day. If jobs that share the claim give"
                + " different times, the longest counts. Default: nothing is removed.")
        @Nullable RetentionSpec retention) {}
