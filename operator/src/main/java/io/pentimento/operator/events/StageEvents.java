package io.pentimento.operator.events;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusWrite;
import io.pentimento.workflow.status.ConditionTypes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Creates events: that a stage starts, waits for something, ends, and that servers are lost. Their
 * names follow from what happened, so that nothing is reported twice.
 */
public final class StageEvents implements StatusListener {
  private static final Logger LOG = Logger.getLogger(StageEvents.class);

  /** Steps of every stage; the Jobs have events of their own for them. */
  private static final Set<String> UNEVENTFUL =
      Set.of(
          "WaitingForStage",
          "WaitingForReadiness",
          "Suspended",
          "PodPending",
          "PodStarting",
          "Running");

  /** Ways to wait that end by themselves or by intention. */
  private static final Set<String> HARMLESS =
      Set.of("Queued", "JobSuspended", "SchedulingGated", "PodReplaced", "Stopping");

  private final KubernetesClient client;

  public StageEvents(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void written(StatusWrite write) {
    for (StageStatus stage : write.after().stages()) {
      Optional<StageStatus> before = write.before().stage(stage.name());
      if (isStart(before, stage)) {
        create(JobEvents.started(write.job(), stage, write.now()));
      }
      if (!isOrdinary(stage) && isNews(before, stage)) {
        create(JobEvents.of(write.job(), stage, type(stage), write.now()));
      }
    }
    serving(write);
  }

  private void serving(StatusWrite write) {
    Optional<Condition> before = write.before().condition(ConditionTypes.SERVING);
    write
        .after()
        .condition(ConditionTypes.SERVING)
        .filter(after -> before.isPresent())
        .filter(after -> !after.getStatus().equals(before.get().getStatus()))
        .filter(after -> !"NoReplicas".equals(after.getReason()))
        .ifPresent(after -> create(JobEvents.of(write.job(), after, write.now())));
  }

  private static boolean isStart(Optional<StageStatus> known, StageStatus stage) {
    boolean works = !stage.state().isTerminal() && stage.startTime() != null;
    return works
        && known
            .filter(entry -> entry.startTime() != null)
            .filter(entry -> Objects.equals(entry.cacheKey(), stage.cacheKey()))
            .filter(entry -> Objects.equals(entry.attempt(), stage.attempt()))
            .isEmpty();
  }

  /** What needs somebody's attention is a warning. */
  private static String type(StageStatus stage) {
    boolean waits = stage.state() == StageState.WAITING && !HARMLESS.contains(stage.reason());
    boolean warns =
        stage.state() == StageState.FAILED || waits || "SidecarsRemoved".equals(stage.reason());
    return warns ? "Warning" : "Normal";
  }

  /** That the sources are found is told by the next stage, which starts at once. */
  private static boolean isOrdinary(StageStatus stage) {
    return UNEVENTFUL.contains(stage.reason())
        || isOfCanary(stage)
        || (stage.name() == StageName.PREPARE && stage.state() == StageState.SUCCEEDED);
  }

  /** {@link CanaryEvents} reports them. */
  private static boolean isOfCanary(StageStatus stage) {
    return stage.reason() != null
        && (stage.reason().startsWith("Canary") || stage.reason().startsWith("Route"));
  }

  private static boolean isNews(Optional<StageStatus> known, StageStatus stage) {
    return known
        .filter(
            entry ->
                entry.state() == stage.state()
                    && Objects.equals(entry.reason(), stage.reason())
                    && Objects.equals(entry.cacheKey(), stage.cacheKey())
                    && Objects.equals(entry.attempt(), stage.attempt()))
        .isEmpty();
  }

  /** An event that is lost, or told already, changes nothing. */
  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("event %s: %s", event.getMetadata().getName(), e.getMessage());
    }
  }
}
