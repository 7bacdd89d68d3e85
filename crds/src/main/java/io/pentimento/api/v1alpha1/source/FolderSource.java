// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A folder (or key prefix) of PNG and JPEG images. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FolderSource(
    @Required
        @Size(min = 1, max = 2048)
        @Pattern(Source.URI_PATTERN)
        @JsonPropertyDescription(Source.URI_DESCRIPTION)
        String uri,
    @JsonPropertyDescription(Source.SECRET_DESCRIPTION) @Nullable SecretReference secretRef)
    implements Source {}
