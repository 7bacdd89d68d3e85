// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.kueue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why Kueue has not admitted a Workload.
 *
 * @param reason a word of Kueue, such as {@code Pending} or {@code Inadmissible}
 * @param message a sentence of Kueue
 */
record PendingReason(String reason, String message) {
  /** Kueue first reserves quota, and then waits for the admission checks. */
  private static final List<String> STEPS = List.of("QuotaReserved", "Admitted");

  private static final String FALSE = "False";

  /** The reason in the conditions of a Workload; empty if Kueue has not decided yet. */
  static Optional<PendingReason> of(GenericKubernetesResource workload) {
    List<Map<String, Object>> known = workload.get("status", "conditions");
    List<Map<String, Object>> conditions = Objects.requireNonNullElse(known, List.of());
    return STEPS.stream()
        .flatMap(step -> conditions.stream().filter(each -> step.equals(each.get("type"))))
        .filter(condition -> FALSE.equals(condition.get("status")))
        .findFirst()
        .map(
            condition ->
                new PendingReason(
                    text(condition.get("reason"), "Pending"),
                    text(condition.get("message"), "no message")));
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }
}
