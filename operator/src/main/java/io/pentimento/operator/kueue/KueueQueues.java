// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.kueue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.operator.watch.SharedReads;
import io.pentimento.operator.watch.SharedReads.Answer;
import io.pentimento.operator.workload.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Explains why Jobs wait in queues of Kueue. The waiting Jobs of a namespace share one list of
 * Workloads, and those of a queue share one list of positions.
 */
public final class KueueQueues {
  private static final Logger LOG = Logger.getLogger(KueueQueues.class);
  private static final Duration FRESH = Duration.ofSeconds(15);

  /** An API that is missing or fails is not called again for this time. */
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final KueueClient client;
  private final SharedReads<String, Optional<String>> versions;
  private final SharedReads<Namespace, Map<String, PendingReason>> reasons;
  private final SharedReads<Queue, PendingWorkloads> positions;

  /**
   * @param version of the API group {@code kueue.x-k8s.io}
   */
  private record Namespace(String version, String name) {}

  /**
   * @param version of the API group {@code visibility.kueue.x-k8s.io}
   */
  private record Queue(String version, String namespace, String name) {}

  public KueueQueues(KubernetesClient client) {
    this.client = new KueueClient(client);
    this.versions = new SharedReads<>(this::version);
    this.reasons = new SharedReads<>(this::reasons);
    this.positions = new SharedReads<>(this::positions);
  }

  /** Why Kueue has not admitted a suspended Job; empty if it is unknown. */
  public Optional<String> explain(Job job, Instant now) {
    String queue = Labels.queue(job);
    if (queue == null) {
      return Optional.empty();
    }
    return reason(job, now)
        .map(
            reason ->
                new QueueMessage(
                    job.getMetadata().getName(), queue, reason, position(job, queue, now)))
        .map(QueueMessage::toString);
  }

  private Optional<PendingReason> reason(Job job, Instant now) {
    return versions
        .get(KueueClient.GROUP, now)
        .map(version -> new Namespace(version, job.getMetadata().getNamespace()))
        .map(namespace -> reasons.get(namespace, now).get(job.getMetadata().getUid()));
  }

  private Optional<PendingWorkloads.Item> position(Job job, String queue, Instant now) {
    return versions
        .get(KueueClient.VISIBILITY_GROUP, now)
        .map(version -> new Queue(version, job.getMetadata().getNamespace(), queue))
        .flatMap(each -> positions.get(each, now).of(job.getMetadata().getUid()));
  }

  private Answer<Optional<String>> version(String group) {
    Answer<Optional<String>> answer = ask(() -> client.version(group), Optional.empty());
    return new Answer<>(answer.value(), RETRY);
  }

  private Answer<Map<String, PendingReason>> reasons(Namespace namespace) {
    return ask(() -> byJob(client.workloads(namespace.version(), namespace.name())), Map.of());
  }

  private Answer<PendingWorkloads> positions(Queue queue) {
    return ask(
        () -> client.pending(queue.version(), queue.namespace(), queue.name()),
        PendingWorkloads.NONE);
  }

  private static Map<String, PendingReason> byJob(List<GenericKubernetesResource> workloads) {
    Map<String, PendingReason> known = new HashMap<>();
    for (GenericKubernetesResource workload : workloads) {
      String job = workload.getMetadata().getLabels().get(KueueClient.JOB_UID);
      PendingReason.of(workload).ifPresent(reason -> known.put(job, reason));
    }
    return known;
  }

  /** A failure costs an explanation and nothing else, so that it must not stop the job. */
  private static <T> Answer<T> ask(Supplier<T> request, T otherwise) {
    try {
      return new Answer<>(request.get(), FRESH);
    } catch (KubernetesClientException e) {
      LOG.warnf("Cannot read the state of Kueue queues: %s", e.getMessage());
      return new Answer<>(otherwise, RETRY);
    }
  }
}
