// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status of a service and its copies. */
class RestorationServiceStatusTest {
  private static final ModelAddress MODEL = new ModelAddress("oci://r/m@sha256:1", "sha256:1");
  private static final RolloutStatus ROLLOUT =
      new RolloutStatus(MODEL, RolloutState.COMPLETE, "RolledOut", null, "t0", "t1");
  private static final CanaryStatus CANARY =
      CanaryStatus.starting("sha256:2", "restore", Instant.EPOCH);
  private static final Condition READY =
      new ConditionBuilder().withType("Ready").withStatus("True").build();

  private static RestorationServiceStatus status(List<Condition> conditions, CanaryStatus canary) {
    return new RestorationServiceStatus(
        3L, conditions, MODEL, MODEL, ROLLOUT, canary, 2, 1, "uid=1", "http://night");
  }

  @Test
  void anEmptyStatusHasNoConditionsAndNoModel() {
    RestorationServiceStatus empty = RestorationServiceStatus.empty();

    assertThat(empty.conditions()).isEmpty();
    assertThat(empty.condition("Ready")).isEmpty();
    assertThat(empty.model()).isNull();
    assertThat(empty.observedGeneration()).isNull();
  }

  @Test
  void otherConditionsReplaceAllOfThemAndNothingElse() {
    assertThat(status(List.of(), CANARY).withConditions(List.of(READY)))
        .isEqualTo(status(List.of(READY), CANARY));
  }

  @Test
  void anotherCanaryReplacesNothingElse() {
    assertThat(status(List.of(READY), null).withCanary(CANARY))
        .isEqualTo(status(List.of(READY), CANARY));
    assertThat(status(List.of(READY), CANARY).withCanary(null))
        .isEqualTo(status(List.of(READY), null));
  }

  @Test
  void aConditionIsFoundByItsType() {
    assertThat(status(List.of(READY), null).condition("Ready")).contains(READY);
    assertThat(status(List.of(READY), null).condition("Verified")).isEmpty();
  }

  @Test
  void theConditionsCannotBeChangedLater() {
    List<Condition> conditions = new ArrayList<>(List.of(READY));
    RestorationServiceStatus status = status(conditions, null);

    conditions.clear();

    assertThat(status.conditions()).containsExactly(READY);
    assertThat(status(null, null).conditions()).isEmpty();
    assertThatThrownBy(() -> status.conditions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aModelHasAnAddressAndADigest() {
    assertThatThrownBy(() -> new ModelAddress(null, "sha256:1"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("uri");
    assertThatThrownBy(() -> new ModelAddress("oci://r/m", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("digest");
  }
}
