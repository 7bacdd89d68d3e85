package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Where artefacts live. */
@ValidationRule(
    value = "self == oldSelf",
    message = "workspace is immutable, because finished stages live there: create another job")
public record WorkspaceSpec(
    @Required
        @JsonPropertyDescription(
            "The claim mounted by every pod; ReadWriteMany if shards spread over nodes. A local run"
                + " keeps a folder of this name instead.")
        ClaimReference persistentVolumeClaim) {}
