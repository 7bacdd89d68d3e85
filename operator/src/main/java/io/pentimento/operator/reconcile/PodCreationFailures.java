package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why Job controllers cannot create pods: a quota's or an admission's word is only in an event. The
 * server goes through all events of a namespace for each question, so it is asked once for all Jobs
 * that wait there.
 */
final class PodCreationFailures {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Function<String, List<Event>> failures;
  private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

  /**
   * @param failures asks for all events of a namespace that tell of a pod that was not created
   */
  PodCreationFailures(Function<String, List<Event>> failures) {
    this.failures = failures;
  }

  /** The last refusal of this Job's pods, as it was at most five seconds ago. */
  Optional<String> of(Job job, Instant now) {
    return Optional.ofNullable(
            namespaces
                .computeIfAbsent(job.getMetadata().getNamespace(), Namespace::new)
                .messages(now)
                .get(job.getMetadata().getUid()))
        .map(message -> withoutPod(message, job.getMetadata().getName()));
  }

  /** Each try is of a pod with another name: that alone is no news to write. */
  private static String withoutPod(String message, String job) {
    return message.replaceAll("\"" + Pattern.quote(job) + "(-\\d+)?-[a-z0-9]{5}\"", "of " + job);
  }

  private final class Namespace {
    private final String name;
    private Instant asked = Instant.EPOCH;
    private Map<String, String> messages = Map.of();

    private Namespace(String name) {
      this.name = name;
    }

    /** By the uid of the refused Job. Whoever comes meanwhile waits for the same answer. */
    private synchronized Map<String, String> messages(Instant now) {
      if (!now.isBefore(asked.plus(FRESH))) {
        messages = ask();
        asked = now;
      }
      return messages;
    }

    private Map<String, String> ask() {
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
