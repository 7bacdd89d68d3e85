// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import io.pentimento.api.v1alpha1.service.RestorationService;
import java.util.List;

/**
 * Validates manifests of RestorationServices as {@code kubectl apply} does, without a server. Safe
 * for use by several threads.
 */
public final class RestorationServiceValidator {
  private final ManifestValidator<RestorationService> manifests =
      new ManifestValidator<>(
          RestorationService.class, RestorationService.KIND, RestorationService.PLURAL);

  /**
   * Validates one manifest, YAML or JSON.
   *
   * @return what is wrong, each sentence with the path of the field; empty if it is valid
   */
  public List<String> faults(String yaml) {
    return manifests.validate(yaml).sentences();
  }
}
