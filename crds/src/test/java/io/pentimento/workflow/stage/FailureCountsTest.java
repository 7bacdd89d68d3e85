// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCountsTest {

  @ParameterizedTest
  @CsvSource({
    "USER_ERROR, 3, 1",
    "DATA, 3, 1",
    "INTERNAL, 3, 1",
    "INFRASTRUCTURE, 3, 1",
    "RESOURCES, 3, 2",
    "INTERRUPTED, 2, 1"
  })
  void aFailureCountsByItsClass(FailureClass failure, int counted, int resourceFailures) {
    assertThat(new FailureCounts(2, 1).and(failure))
        .isEqualTo(new FailureCounts(counted, resourceFailures));
  }

  @Test
  void aStageWithoutEntryHasNoFailures() {
    assertThat(FailureCounts.of(Optional.empty())).isEqualTo(FailureCounts.NONE);
  }

  @Test
  void countsAreReadFromTheStatus() {
    assertThat(FailureCounts.of(Optional.of(Entries.failures(4, 1))))
        .isEqualTo(new FailureCounts(4, 1));
    assertThat(FailureCounts.of(Optional.of(Entries.failures(null, null))))
        .isEqualTo(FailureCounts.NONE);
  }
}
