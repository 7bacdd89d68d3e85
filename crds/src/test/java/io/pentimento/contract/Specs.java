// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;

/** Specs of jobs from the lines that differ from a minimal one. */
final class Specs {
  private static final String MINIMAL =
      """
      spec:
        restorer: {source: {uri: r.pth}}
        prior: {source: {uri: p.pth}}
        dataset: {source: {uri: images}}
        workspace: {persistentVolumeClaim: {claimName: w}}
      """;

  private Specs() {}

  /**
   * @param lines of the spec without their indentation
   */
  static AdaptationJobSpec with(String... lines) {
    StringBuilder yaml = new StringBuilder(MINIMAL);
    for (String line : lines) {
      yaml.append("  ").append(line).append('\n');
    }
    try {
      return AdaptationJobYaml.read(yaml.toString()).getSpec();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml.toString(), e);
    }
  }
}
