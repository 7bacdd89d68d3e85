package io.pentimento.contract;

import io.pentimento.api.v1alpha1.status.StageName;

/**
 * The version of what a stage computes. Raise one whenever a change of the code can change results:
 * finished work of the old version is then made again, and nothing else.
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
