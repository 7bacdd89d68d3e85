// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureClassTest {

  @ParameterizedTest
  @CsvSource({
    "USER_ERROR, UserError, 64, false, true",
    "DATA, Data, 65, false, true",
    "INTERNAL, Internal, 70, true, true",
    "RESOURCES, Resources, 71, true, true",
    "INFRASTRUCTURE, Infrastructure, 75, true, true",
    "INTERRUPTED, Interrupted, 143, true, false"
  })
  void everyClassHasAnExitCodeAndARetryPolicy(
      FailureClass failure, String reason, int code, boolean retryable, boolean counted) {
    assertThat(failure.reason().word()).isEqualTo(reason);
    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.isRetryable()).isEqualTo(retryable);
    assertThat(failure.countsAgainstBackoffLimit()).isEqualTo(counted);
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void anExitCodeGivesItsClass(FailureClass failure) {
    assertThat(FailureClass.ofExitCode(failure.exitCode())).contains(failure);
  }

  @ParameterizedTest
  @CsvSource({
    // wrong arguments, an OutOfMemoryError of the JVM, an interrupt from the keyboard, the OOM
    // killer, anything else
    "2, USER_ERROR",
    "3, RESOURCES",
    "130, INTERRUPTED",
    "137, RESOURCES",
    "1, INTERNAL",
    "255, INTERNAL"
  })
  void exitCodesOfTheSystemHaveAClassToo(int code, FailureClass failure) {
    assertThat(FailureClass.ofExitCode(code)).contains(failure);
  }

  @Test
  void zeroIsASuccess() {
    assertThat(FailureClass.ofExitCode(0)).isEmpty();
  }
}
