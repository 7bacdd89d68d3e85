// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Asks servers for their measurements. */
@FunctionalInterface
public interface CanaryReports {
  /** The reports of the pods that answer in time. */
  List<CanaryReport> of(List<Pod> pods);
}
