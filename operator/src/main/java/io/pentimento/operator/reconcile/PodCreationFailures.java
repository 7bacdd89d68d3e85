// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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
  private static final Duration UNUSED = Duration.ofHours(1);

  private final Function<String, List<Event>> failures;
  private final Cache<String, Namespace> namespaces =
      Caffeine.newBuilder().expireAfterAccess(UNUSED).build();

  /**
   * @param failures reads the events of a namespace about pods that could not be created
   */
  PodCreationFailures(Function<String, List<Event>> failures) {
    this.failures = failures;
  }

  /** The latest failure for this Job, at most five seconds old. */
  Optional<String> of(Job job, Instant now) {
    return Optional.ofNullable(
            namespaces
                .get(job.getMetadata().getNamespace(), Namespace::new)
                .messages(now)
                .get(job.getMetadata().getUid()))
        .map(message -> withoutPod(message, job.getMetadata().getName()));
  }

  /** Removes the name of the pod, which differs at each attempt and would change the status. */
  private static String withoutPod(String message, String job) {
    return message.replaceAll("\"" + Pattern.quote(job) + "(-\\d+)?-[a-z0-9]{5}\"", "of " + job);
  }

  private final class Namespace {
    private final String name;
    private Instant readAt = Instant.EPOCH;
    private Map<String, String> messages = Map.of();

    private Namespace(String name) {
      this.name = name;
    }

    /** Messages by the uid of the Job. Concurrent callers wait for the same response. */
    private synchronized Map<String, String> messages(Instant now) {
      if (!now.isBefore(readAt.plus(FRESH))) {
        messages = read();
        readAt = now;
      }
      return messages;
    }

    private Map<String, String> read() {
      return failures.apply(name).stream()
          .filter(event -> event.getMessage() != null)
          .filter(event -> event.getInvolvedObject().getUid() != null)
          .collect(
              Collectors.toMap(
                  event -> event.getInvolvedObject().getUid(),
                  Event::getMessage,
                  (first, last) -> last));
    }
  }
}
