// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.reconcile.SimulatedCluster;
import io.pentimento.operator.status.StatusWrite;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageEventsTest {
  private final SimulatedCluster cluster = new SimulatedCluster();

  @BeforeEach
  void createTheJob() throws IOException {
    cluster.apply();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void theUsualEndOfPrepareHasNoEvent() {
    write("Completed", null);

    assertThat(events()).isEmpty();
  }

  @Test
  void removedSidecarsOfPrepareAreAWarning() {
    write("SidecarsRemoved", "Removed the pods");

    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getReason()).isEqualTo("SidecarsRemoved");
              assertThat(event.getNote()).contains("Removed the pods");
            });
  }

  @Test
  void aDatasetThatIsNotAlignedIsAWarning() {
    write("DatasetNotAligned", "4 of 4 checked images are not square");

    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getNote()).contains("not square");
            });
  }

  private void write(String reason, String message) {
    String now = Instant.EPOCH.toString();
    StageStatus prepared =
        new StageStatus(
            StageName.PREPARE,
            "0".repeat(64),
            "night-prepare",
            1,
            0,
            0,
            null,
            null,
            StageState.SUCCEEDED,
            reason,
            message,
            now,
            now);
    AdaptationJobStatus before = AdaptationJobStatus.empty();
    new StageEvents(cluster.client)
        .written(
            new StatusWrite(
                cluster.job(), before, before.withStages(List.of(prepared)), null, Instant.EPOCH));
  }

  private List<Event> events() {
    return cluster.client.events().v1().events().inAnyNamespace().list().getItems();
  }
}
