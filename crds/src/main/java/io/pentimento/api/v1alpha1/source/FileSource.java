// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One file: a checkpoint or an ONNX graph. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileSource(
    @Required
        @Size(min = 1, max = 2048)
        @Pattern(Source.URI_PATTERN)
        @JsonPropertyDescription(Source.URI_DESCRIPTION)
        String uri,
    @Pattern("^[0-9a-f]{64}$")
        @JsonPropertyDescription(
            "SHA-256 of the file, 64 hexadecimal digits. A file with another digest is"
                + " rejected.")
        @Nullable String sha256,
    @JsonPropertyDescription(Source.SECRET_DESCRIPTION) @Nullable SecretReference secretRef)
    implements Source {}
