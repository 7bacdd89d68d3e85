// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both results of a validation. */
class ValidationTest {
  @Test
  void aValidManifestHasAJobAndNoViolations() {
    AdaptationJob job = new AdaptationJob();
    Validation valid = new Validation.Valid(job);

    assertThat(valid.validJob()).containsSame(job);
    assertThat(valid.violations()).isEmpty();
  }

  @Test
  void anInvalidManifestHasViolationsAndNoJob() {
    Validation invalid = new Validation.Invalid(List.of("spec: Required value"));

    assertThat(invalid.validJob()).isEmpty();
    assertThat(invalid.violations()).containsExactly("spec: Required value");
  }

  @Test
  void theViolationsCannotBeChangedLater() {
    List<String> sentences = new ArrayList<>(List.of("one"));
    Validation invalid = new Validation.Invalid(sentences);

    sentences.add("two");

    assertThat(invalid.violations()).containsExactly("one");
    assertThatThrownBy(() -> invalid.violations().add("three"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
