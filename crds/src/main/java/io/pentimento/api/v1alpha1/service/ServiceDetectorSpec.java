// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The network that finds faces, in a volume. */
@ValidationRule(
    value = "self.uri.matches('" + ServiceDetectorSpec.IN_A_VOLUME + "')",
    message = "faces.detector.uri must be pvc://CLAIM/PATH of an ONNX file")
public record ServiceDetectorSpec(
    @Required
        @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
            "pvc://CLAIM/PATH of the ONNX file of a BlazeFace or YuNet. The claim is mounted"
                + " read-only by every server.")
        String uri) {
  static final String IN_A_VOLUME = "^pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?/.+\\\\.onnx$";
}
