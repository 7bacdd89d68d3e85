// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which reasons of a canary are expected, and which need an action. */
class CanaryReasonTest {
  private static final Set<CanaryReason> USUAL =
      EnumSet.of(
          CanaryReason.STARTING,
          CanaryReason.STEP,
          CanaryReason.PAUSED,
          CanaryReason.PROMOTING,
          CanaryReason.FINISHING,
          CanaryReason.SUCCEEDED,
          CanaryReason.NOT_WORSE,
          CanaryReason.INCONCLUSIVE);

  @ParameterizedTest
  @EnumSource(CanaryReason.class)
  void theCourseWithoutProblemsIsUsual(CanaryReason reason) {
    assertThat(reason.isUsual()).isEqualTo(USUAL.contains(reason));
  }

  @ParameterizedTest
  @EnumSource(CanaryReason.class)
  void reasonsWithoutAnActionAreExpected(CanaryReason reason) {
    boolean needsNothing = reason.action().isEmpty();

    assertThat(needsNothing).isEqualTo(reason.isUsual() || reason == CanaryReason.SUPERSEDED);
  }
}
