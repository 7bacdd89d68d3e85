package io.pentimento.operator.events;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.workflow.status.StatusText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Builds the events of an AdaptationJob. */
final class JobEvents {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NOTE = 1000;

  private JobEvents() {}

  /** A stage starts an attempt, or a rollout starts. */
  static Event started(AdaptationJob job, StageStatus stage, Instant now) {
    boolean isRollout = stage.name() == StageName.SERVE;
    return new EventBuilder(event(job, now, identity(stage), "Started"))
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
    return new EventBuilder(event(job, now, identity(stage), stage.reason(), stage.state().name()))
        .withAction(stage.name().condition())
        .withReason(stage.reason())
        .withType(type)
        .withNote(note(stage))
        .build();
  }

  /** Servers became unavailable or available again. */
  static Event of(AdaptationJob job, Condition serving, Instant now) {
    return new EventBuilder(
            event(job, now, serving.getReason(), String.valueOf(serving.getLastTransitionTime())))
        .withAction(serving.getType())
        .withReason(serving.getReason())
        .withType("True".equals(serving.getStatus()) ? "Normal" : "Warning")
        .withNote(StatusText.shorten(serving.getMessage(), LONGEST_NOTE))
        .build();
  }

  /** A canary enters a phase or a step. */
  static Event of(AdaptationJob job, CanaryStatus canary, String type, Instant now) {
    return new EventBuilder(
            event(
                job,
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

  private static Event event(AdaptationJob job, Instant now, String... identity) {
    String all = job.getMetadata().getUid() + "|" + String.join("|", identity);
    UUID id = UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    return new EventBuilder()
        .withNewMetadata()
        .withName("pentimento-" + id)
        .withNamespace(job.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController("pentimento.io/operator")
        .withReportingInstance("pentimento-operator")
        .withNewRegarding()
        .withApiVersion(job.getApiVersion())
        .withKind(job.getKind())
        .withName(job.getMetadata().getName())
        .withNamespace(job.getMetadata().getNamespace())
        .withUid(job.getMetadata().getUid())
        .endRegarding()
        .build();
  }

  private static String note(StageStatus stage) {
    String what = "%s is %s".formatted(stage.name(), stage.state().name().toLowerCase(Locale.ROOT));
    return stage.message() == null
        ? what
        : StatusText.shorten(what + ": " + stage.message(), LONGEST_NOTE);
  }
}
