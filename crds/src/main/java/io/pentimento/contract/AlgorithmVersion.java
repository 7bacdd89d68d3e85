// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import io.pentimento.api.v1alpha1.status.StageName;

/**
 * The version of a stage's algorithm. Raise one when a change of the code can change its results:
 * the stage is then computed again, and no other.
 */
final class AlgorithmVersion {
  private AlgorithmVersion() {}

  static int of(StageName stage) {
    return switch (stage) {
      case PREPARE -> 1;
      case GENERATE -> 1;
      case TRAIN -> 1;
      case EVALUATE -> 1;
      case PUBLISH -> 1;
      case SERVE -> 1;
    };
  }
}
