// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.operator.events.CanaryEvents;
import io.pentimento.operator.events.ObjectEvent;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.workflow.service.Verification;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.StatusText;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates events: that a rollout starts or ends, that a model is rejected, and that servers are
 * lost or serve again, and each step of a canary.
 */
final class ServiceEvents implements ServiceStatusWrite.Listener {
  private static final Logger LOG = Logger.getLogger(ServiceEvents.class);
  private static final String NORMAL = "Normal";
  private static final String WARNING = "Warning";
  private static final int LONGEST_NOTE = 1000;

  private final KubernetesClient client;
  private final CanaryEvents canaries;

  ServiceEvents(KubernetesClient client) {
    this.client = client;
    this.canaries = new CanaryEvents(client);
  }

  @Override
  public void written(ServiceStatusWrite write) {
    RolloutStatus rollout = write.after().rollout();
    if (rollout != null && isNews(write.before().rollout(), rollout)) {
      create(rollout(write, rollout));
    }
    canaries.report(
        write.service(),
        Optional.ofNullable(write.before().canary()),
        Optional.ofNullable(write.after().canary()),
        write.now());
    changed(write, Verification.TYPE)
        .filter(condition -> "False".equals(condition.getStatus()))
        .ifPresent(
            condition -> create(condition(write, condition, ModelReason.MODEL_REJECTED.word())));
    changed(write, ConditionTypes.SERVING)
        .filter(condition -> write.before().condition(ConditionTypes.SERVING).isPresent())
        .filter(condition -> !NormalReason.NO_REPLICAS.is(condition.getReason()))
        .ifPresent(condition -> create(condition(write, condition, condition.getReason())));
  }

  private static boolean isNews(@Nullable RolloutStatus before, RolloutStatus after) {
    return before == null
        || before.state() != after.state()
        || !before.model().equals(after.model())
        || !Objects.equals(before.startTime(), after.startTime());
  }

  private static Event rollout(ServiceStatusWrite write, RolloutStatus rollout) {
    boolean starts = rollout.state() == RolloutState.PROGRESSING;
    String reason = starts ? NormalReason.ROLLOUT_STARTED.word() : rollout.reason();
    String what = rollout.model().uri();
    String note = rollout.message() == null ? what : what + ": " + rollout.message();
    return new EventBuilder(
            ObjectEvent.about(
                write.service(),
                write.now(),
                rollout.model().digest(),
                rollout.startTime(),
                rollout.state().name()))
        .withAction("RolledOut")
        .withReason(reason)
        .withType(rollout.state() == RolloutState.ABORTED ? WARNING : NORMAL)
        .withNote(StatusText.shorten(note, LONGEST_NOTE))
        .build();
  }

  /** The condition if its status is another than before. */
  private static Optional<Condition> changed(ServiceStatusWrite write, String type) {
    Optional<String> before = write.before().condition(type).map(Condition::getStatus);
    return write
        .after()
        .condition(type)
        .filter(after -> !before.equals(Optional.of(after.getStatus())));
  }

  private static Event condition(ServiceStatusWrite write, Condition condition, String reason) {
    return new EventBuilder(
            ObjectEvent.about(
                write.service(),
                write.now(),
                reason,
                String.valueOf(condition.getLastTransitionTime())))
        .withAction(condition.getType())
        .withReason(reason)
        .withType("True".equals(condition.getStatus()) ? NORMAL : WARNING)
        .withNote(StatusText.shorten(note(condition, reason), LONGEST_NOTE))
        .build();
  }

  /** With the reason of the condition, unless the event or the message names it. */
  static String note(Condition condition, String reason) {
    boolean isNamed =
        reason.equals(condition.getReason())
            || condition.getMessage().startsWith(condition.getReason() + ": ");
    return isNamed ? condition.getMessage() : condition.getReason() + ": " + condition.getMessage();
  }

  /** A lost event changes nothing. */
  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("Cannot write the event %s: %s", event.getMetadata().getName(), e.getMessage());
    }
  }
}
