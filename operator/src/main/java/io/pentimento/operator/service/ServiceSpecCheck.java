// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.validation.RestorationServiceValidator;
import io.pentimento.workflow.status.InvalidSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Validates specs that the API server accepted: an older definition may have missed a violation,
 * and no definition checks pod templates.
 */
final class ServiceSpecCheck {
  /** Shared, because it compiles all rules of the definition. */
  private static final RestorationServiceValidator VALIDATOR = new RestorationServiceValidator();

  private ServiceSpecCheck() {}

  /** Empty if the spec is valid. */
  static Optional<InvalidSpec> invalidSpec(RestorationService service) {
    if (wasAccepted(service)) {
      return Optional.empty();
    }
    List<String> faults = VALIDATOR.faults(Serialization.asJson(bare(service)));
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InvalidSpec(String.join("; ", faults), service.getMetadata().getGeneration()));
  }

  private static boolean wasAccepted(RestorationService service) {
    return service.getStatus() != null
        && Objects.equals(
            service.getStatus().observedGeneration(), service.getMetadata().getGeneration())
        && service.getStatus().conditions().stream()
            .noneMatch(condition -> InvalidSpec.REASON.is(condition.getReason()));
  }

  private static RestorationService bare(RestorationService service) {
    RestorationService bare = new RestorationService();
    bare.setMetadata(new ObjectMetaBuilder().withName(service.getMetadata().getName()).build());
    bare.setSpec(service.getSpec());
    return bare;
  }
}
