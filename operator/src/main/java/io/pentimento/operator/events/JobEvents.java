// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.workflow.status.StatusText;
import java.time.Instant;
import java.util.Locale;

/** Builds the events of an AdaptationJob. */
final class JobEvents {
  private static final int LONGEST_NOTE = 1000;

  private JobEvents() {}

  /** A stage starts an attempt, or a rollout starts. */
  static Event started(AdaptationJob job, StageStatus stage, Instant now) {
    boolean isRollout = stage.name() == StageName.SERVE;
    return new EventBuilder(ObjectEvent.about(job, now, identity(stage), "Started"))
        .withAction(stage.name().condition())
        .withReason(
            isRollout ? NormalReason.ROLLOUT_STARTED.word() : NormalReason.STAGE_STARTED.word())
        .withType("Normal")
        .withNote(
            isRollout
                ? "serve starts to roll out the adapted model"
                : "%s starts, attempt %d".formatted(stage.name(), stage.attempt()))
        .build();
  }

  /** A stage waits, or it has ended. */
  static Event of(AdaptationJob job, StageStatus stage, String type, Instant now) {
    return new EventBuilder(
            ObjectEvent.about(job, now, identity(stage), stage.reason(), stage.state().name()))
        .withAction(stage.name().condition())
        .withReason(stage.reason())
        .withType(type)
        .withNote(note(stage))
        .build();
  }

  /** Servers became unavailable or available again. */
  static Event of(AdaptationJob job, Condition serving, Instant now) {
    return new EventBuilder(
            ObjectEvent.about(
                job, now, serving.getReason(), String.valueOf(serving.getLastTransitionTime())))
        .withAction(serving.getType())
        .withReason(serving.getReason())
        .withType("True".equals(serving.getStatus()) ? "Normal" : "Warning")
        .withNote(StatusText.shorten(serving.getMessage(), LONGEST_NOTE))
        .build();
  }

  /** A canary enters a phase or a step. */
  static Event of(HasMetadata object, CanaryStatus canary, String type, Instant now) {
    return new EventBuilder(
            ObjectEvent.about(
                object,
                now,
                canary.reason(),
                canary.model(),
                canary.phase().name(),
                String.valueOf(canary.step()),
                canary.startedAt()))
        .withAction("Canary")
        .withReason(canary.reason())
        .withType(type)
        .withNote(StatusText.shorten(canary.message(), LONGEST_NOTE))
        .build();
  }

  private static String identity(StageStatus stage) {
    return "%s|%s|%s".formatted(stage.name(), stage.cacheKey(), stage.attempt());
  }

  private static String note(StageStatus stage) {
    String what = "%s is %s".formatted(stage.name(), stage.state().name().toLowerCase(Locale.ROOT));
    return stage.message() == null
        ? what
        : StatusText.shorten(what + ": " + stage.message(), LONGEST_NOTE);
  }
}
