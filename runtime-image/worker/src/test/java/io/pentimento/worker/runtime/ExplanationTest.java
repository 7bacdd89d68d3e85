// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.reason.FailureReason;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void aFullHeapIsExplainedWithTheSetting() {
    Throwable failure = new IllegalStateException("in a thread", new OutOfMemoryError("Java heap"));

    assertThat(Explanation.of(failure))
        .startsWith("out of memory (Java heap): the Java heap of ")
        .contains("PENTIMENTO_HEAP=4g");
    assertThat(FailureClassifier.of(failure).failure()).isEqualTo(FailureClass.RESOURCES);
  }

  @Test
  void aLibraryThatCannotBeLoadedIsExplainedWithTheTemporaryFolder() {
    Throwable failure =
        new IllegalStateException(
            "no engine", new UnsatisfiedLinkError("/tmp/x.so: failed to map segment\nstack"));

    assertThat(Explanation.of(failure))
        .contains("(/tmp/x.so: failed to map segment)")
        .contains("the temporary folder " + System.getProperty("java.io.tmpdir"))
        .contains("set TMPDIR");
    assertThat(FailureClassifier.of(failure))
        .isEqualTo(
            new FailureClassifier(FailureClass.INFRASTRUCTURE, FailureReason.LIBRARY_UNAVAILABLE));
  }

  @Test
  void otherFailuresKeepTheirMessage() {
    assertThat(Explanation.of(new IllegalArgumentException("no such file")))
        .isEqualTo("no such file");
    assertThat(Explanation.of(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void aMissingMethodIsADefect() {
    assertThat(FailureClassifier.of(new NoSuchMethodError("x")).failure())
        .isEqualTo(FailureClass.INTERNAL);
  }
}
