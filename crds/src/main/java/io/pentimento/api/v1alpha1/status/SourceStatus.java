// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A source, pinned to its content. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceStatus(
    @Required @JsonPropertyDescription("Path of the field in the spec, such as dataset.source.")
        String name,
    @JsonPropertyDescription("The URI in the spec.") String uri,
    @JsonPropertyDescription(
            "sha256: and 64 hexadecimal digits, of the file, or of the index of a folder.")
        @Nullable String digest,
    @JsonPropertyDescription("Number of usable images, for a folder.") @Nullable Integer images) {}
