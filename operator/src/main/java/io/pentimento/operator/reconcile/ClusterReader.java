package io.pentimento.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.observe.JobView;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.Observer;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.workload.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what watched objects do not tell: why pods wait, how they ended, how far they are. */
final class ClusterReader {
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";
  private static final int LAST_LINES = 5;

  /** So long its controller has to make a Job's pods before anybody asks what holds it up. */
  private static final Duration FIRST_PODS = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final PodCreationFailures refusals;
  private final PodProgressPoller lastWords = new PodProgressPoller(this::lastWord);

  ClusterReader(KubernetesClient client) {
    this.client = client;
    this.refusals = new PodCreationFailures(this::failures);
  }

  ClusterView read(AdaptationJob owner, SecondaryResources owned, Instant now) {
    return new ClusterView(
        owned.jobs().stream()
            .filter(job -> Observer.matters(owner, job))
            .map(job -> view(job, now))
            .toList(),
        owned.deployment(),
        owned
            .deployment()
            .filter(each -> !Deployments.isRolledOut(each))
            .map(this::servers)
            .orElse(List.of()));
  }

  private JobView view(Job job, Instant now) {
    if (Jobs.isSuspended(job)) {
      return new JobView(job, List.of(), null, Map.of()); // its queue holds it back: no pods
    }
    List<Pod> pods = mayHavePods(job) ? pods(job) : List.of();
    boolean isLate = pods.isEmpty() && Jobs.created(job).plus(FIRST_PODS).isBefore(now);
    return new JobView(job, pods, isLate ? refusal(job, now) : null, progress(job, pods));
  }

  /** Whoever counts none will tell when there are some. */
  private static boolean mayHavePods(Job job) {
    return Jobs.isFinished(job) || Jobs.hasPods(job);
  }

  private List<Pod> pods(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(JOB_NAME, job.getMetadata().getName())
        .list()
        .getItems();
  }

  private List<Pod> servers(Deployment deployment) {
    return client
        .pods()
        .inNamespace(deployment.getMetadata().getNamespace())
        .withLabel(Labels.JOB_UID, deployment.getMetadata().getLabels().get(Labels.JOB_UID))
        .withLabel(Labels.STAGE, StageName.SERVE.value())
        .list()
        .getItems();
  }

  /** Asked only for what waits: a finished Job makes no pods any more. */
  private String refusal(Job job, Instant now) {
    return Jobs.isFinished(job) ? null : refusals.of(job, now).orElse(null);
  }

  private List<Event> failures(String namespace) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("reason", "FailedCreate")
        .list()
        .getItems();
  }

  private Map<String, StageProgress> progress(Job job, List<Pod> pods) {
    List<Pod> running =
        Jobs.isFinished(job)
            ? List.of()
            : pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    return lastWords.of(job.getMetadata().getUid(), running);
  }

  private Optional<StageProgress> lastWord(Pod pod) {
    try {
      String log =
          client
              .pods()
              .inNamespace(pod.getMetadata().getNamespace())
              .withName(name(pod))
              .inContainer("worker")
              .tailingLines(LAST_LINES)
              .getLog();
      return log == null
          ? Optional.empty()
          : log.lines().flatMap(ClusterReader::parse).reduce((first, last) -> last);
    } catch (KubernetesClientException e) {
      return Optional.empty(); // progress that is lost harms nothing
    }
  }

  private static Stream<StageProgress> parse(String line) {
    try {
      return line.startsWith("{") ? Stream.of(StageProgress.fromJson(line)) : Stream.of();
    } catch (JsonProcessingException e) {
      return Stream.of(); // another's line
    }
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
