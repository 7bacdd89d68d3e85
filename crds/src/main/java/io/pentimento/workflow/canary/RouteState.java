// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.reason.CanaryReason;
import java.util.OptionalInt;

/** The HTTPRoute that distributes requests. */
public sealed interface RouteState {
  /** The cluster has no Gateway API. */
  record NoGatewayApi() implements RouteState {}

  /** It does not exist, or has no rule that can be split. */
  record Unusable(CanaryReason reason, String message) implements RouteState {}

  /**
   * @param weight percent that the new model receives; empty if it is not a backend of the route
   * @param isUniform whether all rules have this weight; otherwise it is the largest one
   */
  record Weights(OptionalInt weight, boolean isUniform) implements RouteState {
    /** The weight of all rules. */
    public static Weights of(OptionalInt weight) {
      return new Weights(weight, true);
    }

    boolean is(OptionalInt other) {
      return isUniform && weight.equals(other);
    }
  }
}
