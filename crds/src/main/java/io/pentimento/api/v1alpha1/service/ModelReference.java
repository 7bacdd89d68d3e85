// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.source.SecretReference;
import org.jspecify.annotations.Nullable;

/** The model to serve: a published one by its digest, or the accepted one of a job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.uri) != has(self.jobRef)",
    message = "model needs exactly one of uri and jobRef")
@ValidationRule(
    value = "!has(self.uri) || self.uri.matches('" + ModelReference.PINNED + "')",
    message =
        "model.uri must be oci://HOST/REPOSITORY@sha256:DIGEST, without a tag; 'pentimento publish'"
            + " prints it")
@ValidationRule(
    value = "!has(self.secretRef) || has(self.uri)",
    message =
        "model.secretRef needs model.uri, because it has the credentials of the registry: leave"
            + " secretRef out")
@ValidationRule(
    value = "!has(self.jobRef) || self.delivery == 'InitContainer'",
    message =
        "model.delivery needs model.uri, because the servers of a job's model mount its workspace:"
            + " leave delivery out")
@ValidationRule(
    value = "!has(self.jobRef) || self.format == 'ONNX'",
    message =
        "model.format needs model.uri; the format of a job's model is known: leave format out")
public record ModelReference(
    @Size(min = 1, max = 2048)
        @JsonPropertyDescription(
            "Address of a published model by digest: oci://HOST/REPOSITORY@sha256:DIGEST.")
        @Nullable String uri,
    @JsonPropertyDescription(
            "An AdaptationJob of the same namespace; its accepted model is served from its"
                + " workspace.")
        @Nullable JobReference jobRef,
    @JsonPropertyDescription(
            "Secret in the same namespace with the credentials of the registry:"
                + " .dockerconfigjson, username and password, or token; optionally ca.crt, and"
                + " plainHttp. Only the server pods read it.")
        @Nullable SecretReference secretRef,
    @Default("ONNX")
        @JsonPropertyDescription("Format of the published model, which determines the server.")
        ModelFormat format,
    @Default("InitContainer")
        @JsonPropertyDescription(
            "InitContainer: each pod pulls the model. ImageVolume: the node pulls it once and"
                + " mounts it, which needs Kubernetes 1.35, and a secretRef with .dockerconfigjson"
                + " if the registry asks for credentials; older clusters use the init container.")
        ModelDelivery delivery) {
  static final String PINNED = "^oci://[A-Za-z0-9.:-]+/[a-z0-9._/-]*[a-z0-9]@sha256:[0-9a-f]{64}$";

  public ModelReference {
    format = requireNonNullElse(format, ModelFormat.ONNX);
    delivery = requireNonNullElse(delivery, ModelDelivery.INIT_CONTAINER);
  }
}
