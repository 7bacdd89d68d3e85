// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import io.pentimento.contract.FailureClass;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The pod failure policy of a Job: ignore disruptions, and fail at once on errors that a retry
 * cannot solve.
 */
final class FailurePolicy {
  private static final int LARGEST_EXIT_CODE = 255;

  private FailurePolicy() {}

  static PodFailurePolicy of(String container) {
    return new PodFailurePolicyBuilder()
        .addToRules(disruption())
        .addToRules(exit("Ignore", container, failure -> !failure.countsAgainstBackoffLimit()))
        .addToRules(exit("FailJob", container, failure -> !failure.isRetryable()))
        .build();
  }

  private static PodFailurePolicyRule disruption() {
    return new PodFailurePolicyRuleBuilder()
        .withAction("Ignore")
        .addNewOnPodCondition("True", "DisruptionTarget")
        .build();
  }

  private static PodFailurePolicyRule exit(
      String action, String container, Predicate<FailureClass> which) {
    return new PodFailurePolicyRuleBuilder()
        .withAction(action)
        .withNewOnExitCodes()
        .withContainerName(container)
        .withOperator("In")
        .withValues(codes(which))
        .endOnExitCodes()
        .build();
  }

  private static List<Integer> codes(Predicate<FailureClass> which) {
    return IntStream.rangeClosed(1, LARGEST_EXIT_CODE)
        .filter(code -> FailureClass.ofExitCode(code).filter(which).isPresent())
        .boxed()
        .toList();
  }
}
