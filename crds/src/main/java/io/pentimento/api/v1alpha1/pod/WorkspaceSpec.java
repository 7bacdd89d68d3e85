package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The volume for artefacts. */
@ValidationRule(
    value = "self == oldSelf",
    message = "workspace is immutable, because finished stages live there: create another job")
public record WorkspaceSpec(
    @Required
        @JsonPropertyDescription(
            "Claim that every pod mounts. ReadWriteMany is required if pods run on several"
                + " nodes. A local run uses a folder of this name instead.")
        ClaimReference persistentVolumeClaim) {}
