// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Adapted models: by digest of their weights, and by address of the image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelStatus(
    @JsonPropertyDescription("Digest of the model that serves.") @Nullable String active,
    @JsonPropertyDescription(
            "Digest of the newest trained model, until it becomes active or is rejected.")
        @Nullable String candidate,
    @JsonPropertyDescription(
            "Address by digest of the model that was published last, such as"
                + " oci://registry.example/vision/night@sha256:….")
        @Nullable String published) {}
