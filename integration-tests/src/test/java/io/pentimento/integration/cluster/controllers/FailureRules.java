// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.pentimento.integration.cluster.control.Pods;
import java.util.List;

/** Applies a Job's podFailurePolicy to a failed pod. */
final class FailureRules {
  /** The action of the first matching rule; Count if none matches. */
  enum Action {
    COUNT,
    IGNORE,
    FAIL_INDEX,
    FAIL_JOB
  }

  /**
   * @param message of the Job controller for a pod that fails its Job
   */
  record Verdict(Action action, String message) {}

  private FailureRules() {}

  static Verdict judge(PodFailurePolicy policy, Pod pod) {
    List<PodFailurePolicyRule> rules = policy == null ? List.of() : policy.getRules();
    for (int i = 0; i < rules.size(); i++) {
      if (matches(rules.get(i), pod)) {
        return new Verdict(action(rules.get(i)), message(rules.get(i), i, pod));
      }
    }
    return new Verdict(Action.COUNT, null);
  }

  private static Action action(PodFailurePolicyRule rule) {
    return switch (rule.getAction()) {
      case "Ignore" -> Action.IGNORE;
      case "FailIndex" -> Action.FAIL_INDEX;
      case "FailJob" -> Action.FAIL_JOB;
      default -> Action.COUNT;
    };
  }

  private static boolean matches(PodFailurePolicyRule rule, Pod pod) {
    return rule.getOnExitCodes() != null
        ? exitCode(rule.getOnExitCodes(), pod) != 0
        : rule.getOnPodConditions().stream()
            .anyMatch(condition -> Pods.is(pod, condition.getType()));
  }

  /** The exit code that the rule matches; 0 if it matches none. */
  private static int exitCode(PodFailurePolicyOnExitCodesRequirement wanted, Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(wanted.getContainerName()))
        .filter(status -> status.getState().getTerminated() != null)
        .map(FailureRules::exitCode)
        .filter(code -> code != 0)
        .filter(code -> wanted.getValues().contains(code) == "In".equals(wanted.getOperator()))
        .findFirst()
        .orElse(0);
  }

  private static int exitCode(ContainerStatus status) {
    return status.getState().getTerminated().getExitCode();
  }

  private static String message(PodFailurePolicyRule rule, int index, Pod pod) {
    return rule.getOnExitCodes() == null
        ? "Pod %s has condition matching %s rule at index %d"
            .formatted(name(pod), rule.getAction(), index)
        : "Container %s for pod %s failed with exit code %d matching %s rule at index %d"
            .formatted(
                rule.getOnExitCodes().getContainerName(),
                name(pod),
                exitCode(rule.getOnExitCodes(), pod),
                rule.getAction(),
                index);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }
}
