// SPDX-License-Identifier: Apache-2.0
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
import io.pentimento.reason.CanaryReason;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.status.ConditionTypes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Creates Kubernetes events when a stage starts, waits or ends, and when servers become
 * unavailable. The name of an event is derived from its content, so that nothing is reported twice.
 */
public final class StageEvents implements StatusListener {
  private static final Logger LOG = Logger.getLogger(StageEvents.class);

  /** Usual steps of every stage; the Jobs have their own events for them. */
  private static final Set<Reason> UNEVENTFUL =
      Set.of(
          WaitReason.WAITING_FOR_STAGE,
          WaitReason.WAITING_FOR_READINESS,
          WaitReason.SUSPENDED,
          WaitReason.DRY_RUN,
          ModelReason.GATE_NOT_PASSED,
          WaitReason.POD_PENDING,
          WaitReason.POD_STARTING,
          NormalReason.RUNNING);

  /** Waits that are intended or end without an action. */
  private static final Set<Reason> HARMLESS =
      Set.of(
          WaitReason.QUEUED,
          WaitReason.JOB_SUSPENDED,
          WaitReason.SCHEDULING_GATED,
          WaitReason.POD_REPLACED,
          WaitReason.STOPPING,
          WaitReason.WAITING_FOR_APPROVAL);

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
      if (!isUneventful(stage) && isChange(before, stage)) {
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
        .filter(after -> !NormalReason.NO_REPLICAS.is(after.getReason()))
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

  /** A state that needs attention is a warning. */
  private static String type(StageStatus stage) {
    boolean waits =
        stage.state() == StageState.WAITING && !HARMLESS.contains(Reason.of(stage.reason()));
    boolean warns =
        stage.state() == StageState.FAILED
            || waits
            || ResultReason.SIDECARS_REMOVED.is(stage.reason())
            || SourceReason.DATASET_NOT_ALIGNED.is(stage.reason());
    return warns ? "Warning" : "Normal";
  }

  /** The usual end of prepare needs no event, because the next stage starts at once. */
  private static boolean isUneventful(StageStatus stage) {
    Reason reason = Reason.of(stage.reason());
    return UNEVENTFUL.contains(reason)
        || reason instanceof CanaryReason // reported by CanaryEvents
        || (stage.name() == StageName.PREPARE && reason == NormalReason.COMPLETED);
  }

  private static boolean isChange(Optional<StageStatus> known, StageStatus stage) {
    return known
        .filter(
            entry ->
                entry.state() == stage.state()
                    && Objects.equals(entry.reason(), stage.reason())
                    && Objects.equals(entry.cacheKey(), stage.cacheKey())
                    && Objects.equals(entry.attempt(), stage.attempt()))
        .isEmpty();
  }

  /** Events are informative only: a lost or duplicate one is ignored. */
  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("Cannot write the event %s: %s", event.getMetadata().getName(), e.getMessage());
    }
  }
}
