// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusWrite;
import io.pentimento.reason.CanaryReason;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates an event for each phase and each step of a canary. */
public final class CanaryEvents implements StatusListener {
  private static final Logger LOG = Logger.getLogger(CanaryEvents.class);

  private final KubernetesClient client;

  public CanaryEvents(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void written(StatusWrite write) {
    report(write.job(), canary(write.before()), canary(write.after()), write.now());
  }

  /**
   * @param object that has the canary
   */
  public void report(
      HasMetadata object, Optional<CanaryStatus> before, Optional<CanaryStatus> now, Instant time) {
    now.filter(after -> isNews(before, after))
        .ifPresent(after -> create(JobEvents.of(object, after, type(after), time)));
  }

  private static Optional<CanaryStatus> canary(AdaptationJobStatus status) {
    return Optional.ofNullable(status.serving()).map(ServingStatus::canary);
  }

  private static boolean isNews(Optional<CanaryStatus> before, CanaryStatus after) {
    return before
        .filter(known -> known.phase() == after.phase())
        .filter(known -> Objects.equals(known.step(), after.step()))
        .filter(known -> Objects.equals(known.reason(), after.reason()))
        .filter(known -> Objects.equals(known.startedAt(), after.startedAt()))
        .isEmpty();
  }

  private static String type(CanaryStatus canary) {
    boolean isTrouble =
        canary.phase().isRejected()
            || canary.phase() == CanaryPhase.SKIPPED
            || (Reason.of(canary.reason()) instanceof CanaryReason reason && !reason.isUsual());
    return isTrouble ? "Warning" : "Normal";
  }

  /** An event that is lost, or exists already, changes nothing. */
  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("Cannot write the event %s: %s", event.getMetadata().getName(), e.getMessage());
    }
  }
}
