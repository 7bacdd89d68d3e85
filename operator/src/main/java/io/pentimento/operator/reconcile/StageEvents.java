package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageState;
import io.pentimento.api.v1alpha1.StageStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells people what happened to a job. One event for one happening: its name follows from it. */
final class StageEvents implements StatusListener {
  private static final Logger LOG = Logger.getLogger(StageEvents.class);

  /** What is the ordinary course; the Jobs have events of their own for it. */
  private static final List<String> UNEVENTFUL =
      List.of(
          "WaitingForStage",
          "WaitingForReadiness",
          "Suspended",
          "PodPending",
          "PodStarting",
          "Running");

  private final KubernetesClient client;

  StageEvents(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void written(StatusWrite write) {
    for (StageStatus stage : write.after().stages()) {
      if (!isOrdinary(stage) && isNews(write.before().stage(stage.name()), stage)) {
        create(event(write.job(), stage, write.now()));
      }
    }
  }

  /** That the sources are found is told by the next stage, which starts at once. */
  private static boolean isOrdinary(StageStatus stage) {
    return UNEVENTFUL.contains(stage.reason())
        || (stage.name() == StageName.PREPARE && stage.state() == StageState.SUCCEEDED);
  }

  private static boolean isNews(Optional<StageStatus> known, StageStatus stage) {
    return known
        .filter(
            entry ->
                entry.state() == stage.state()
                    && Objects.equals(entry.reason(), stage.reason())
                    && Objects.equals(entry.key(), stage.key())
                    && Objects.equals(entry.attempt(), stage.attempt()))
        .isEmpty();
  }

  private static Event event(AdaptationJob job, StageStatus stage, Instant now) {
    String identity =
        String.join(
            "|",
            job.getMetadata().getUid(),
            stage.name().value(),
            String.valueOf(stage.key()),
            String.valueOf(stage.attempt()),
            stage.reason(),
            stage.state().name());
    UUID id = UUID.nameUUIDFromBytes(identity.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new EventBuilder()
        .withNewMetadata()
        .withName("pentimento-" + id)
        .withNamespace(job.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(micros(now)))
        .withReportingController("pentimento.io/operator")
        .withReportingInstance("pentimento-operator")
        .withAction(stage.name().condition())
        .withReason(stage.reason())
        .withType(stage.state() == StageState.FAILED ? "Warning" : "Normal")
        .withNote(note(stage))
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
    String what =
        "%s is %s".formatted(stage.name(), stage.state().name().toLowerCase(java.util.Locale.ROOT));
    return stage.message() == null ? what : what + ": " + stage.message();
  }

  private static String micros(Instant now) {
    return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .withZone(java.time.ZoneOffset.UTC)
        .format(now);
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
