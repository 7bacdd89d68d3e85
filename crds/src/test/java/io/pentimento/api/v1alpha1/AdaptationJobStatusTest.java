// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import org.junit.jupiter.api.Test;

class AdaptationJobStatusTest {
  private static final int LIMIT = 32 * 1024;

  @Test
  void aFullStatusStaysUnderItsLimit() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsBytes(StatusSamples.full()))
        .hasSizeBetween(LIMIT / 8, LIMIT);
  }

  @Test
  void stagesAndConditionsAreFoundByName() {
    AdaptationJobStatus status = StatusSamples.full();

    assertThat(status.stage(StageName.TRAIN)).map(StageStatus::name).contains(StageName.TRAIN);
    assertThat(status.condition("Ready")).isPresent();
    assertThat(status.condition("Sleepy")).isEmpty();
  }

  @Test
  void anEmptyStatusHasNoStages() {
    AdaptationJobStatus status = AdaptationJobStatus.empty();

    assertThat(status.conditions()).isEmpty();
    assertThat(status.stage(StageName.PREPARE)).isEmpty();
  }
}
