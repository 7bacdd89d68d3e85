// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.operator.watch.SharedReads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out why Job controllers cannot create pods. Quotas and admission webhooks report it in
 * events only. One request reads all events of a namespace, so it is shared by all waiting Jobs
 * there.
 */
final class PodCreationFailures {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final SharedReads<String, Map<String, String>> messages;

  /**
   * @param failures reads the events of a namespace about pods that could not be created
   */
  PodCreationFailures(Function<String, List<Event>> failures) {
    this.messages =
        new SharedReads<>(
            namespace -> new SharedReads.Answer<>(byJob(failures.apply(namespace)), FRESH));
  }

  /** The latest failure for this Job, at most five seconds old. */
  Optional<String> of(Job job, Instant now) {
    return Optional.ofNullable(
            messages.get(job.getMetadata().getNamespace(), now).get(job.getMetadata().getUid()))
        .map(message -> withoutPod(message, job.getMetadata().getName()));
  }

  /** Removes the name of the pod, which differs at each attempt and would change the status. */
  private static String withoutPod(String message, String job) {
    return message.replaceAll("\"" + Pattern.quote(job) + "(-\\d+)?-[a-z0-9]{5}\"", "of " + job);
  }

  /** The last message for each Job, by its uid. */
  private static Map<String, String> byJob(List<Event> events) {
    return events.stream()
        .filter(event -> event.getMessage() != null)
        .filter(event -> event.getInvolvedObject().getUid() != null)
        .collect(
            Collectors.toMap(
                event -> event.getInvolvedObject().getUid(),
                Event::getMessage,
                (first, last) -> last));
  }
}
