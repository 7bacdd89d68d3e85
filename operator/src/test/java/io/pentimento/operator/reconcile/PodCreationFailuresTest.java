// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCreationFailuresTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final Duration A_WHILE = Duration.ofSeconds(5);
  private final List<Event> events = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final PodCreationFailures refusals =
      new PodCreationFailures(
          namespace -> {
            asked.add(namespace);
            return List.copyOf(events);
          });

  @Test
  void theLastPodCreationFailureOfAJobIsReported() {
    refuse("one", "exceeded quota: gpus, requested: 4");
    refuse("one", "exceeded quota: gpus, requested: 2");
    refuse("another", "forbidden by a policy");

    assertThat(refusals.of(job("one"), NOW)).hasValue("exceeded quota: gpus, requested: 2");
    assertThat(refusals.of(job("another"), NOW)).hasValue("forbidden by a policy");
    assertThat(refusals.of(job("third"), NOW)).isEmpty();
  }

  @Test
  void jobsOfANamespaceShareOneListOfEvents() {
    refusals.of(job("one"), NOW);
    refuse("one", "exceeded quota");

    assertThat(refusals.of(job("one"), NOW.plusSeconds(4))).isEmpty();
    assertThat(refusals.of(job("another"), NOW.plusSeconds(4))).isEmpty();
    assertThat(asked).containsExactly("vision");
    assertThat(refusals.of(job("one"), NOW.plus(A_WHILE))).hasValue("exceeded quota");
    assertThat(asked).containsExactly("vision", "vision");
  }

  @ParameterizedTest
  @ValueSource(strings = {"night-train-1-4c22z", "night-train-1-7-x9q2b"})
  void anUnknownPodNameIsIgnored(String pod) {
    refuse("one", "Error creating: pods \"%s\" is forbidden: exceeded quota".formatted(pod));

    assertThat(refusals.of(job("one"), NOW))
        .hasValue("Error creating: pods of night-train-1 is forbidden: exceeded quota");
  }

  private void refuse(String uid, String message) {
    events.add(
        new EventBuilder()
            .withMessage(message)
            .withNewInvolvedObject()
            .withUid(uid)
            .endInvolvedObject()
            .build());
  }

  private static Job job(String uid) {
    return new JobBuilder()
        .withNewMetadata()
        .withName("night-train-1")
        .withNamespace("vision")
        .withUid(uid)
        .endMetadata()
        .build();
  }
}
