// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Findings that keep the rules over several fields from being evaluated. */
class ValidationFindingsTest {
  private static final FieldPath PATH = FieldPath.ROOT.field("spec");

  static Stream<Consumer<ValidationFindings>> blocking() {
    return Stream.of(
        findings -> findings.wrongType(PATH, value("1"), schema("{type: string}")),
        findings -> findings.outsideFormat(PATH, value("1"), schema("{format: int32}")),
        findings -> findings.required(PATH),
        findings -> findings.tooMany(PATH, 3, 2),
        findings -> findings.tooLong(PATH, 2));
  }

  static Stream<Consumer<ValidationFindings>> other() {
    return Stream.of(
        findings -> findings.unsupported(PATH, value("C"), List.of("A")),
        findings -> findings.duplicate(PATH, value("a")),
        findings -> findings.outside(PATH, "0", "should be greater than 0"),
        findings -> findings.brokenRule(PATH, schema("{type: object}"), "no"));
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void aMalformedObjectBlocksTheRules(Consumer<ValidationFindings> finding) {
    ValidationFindings findings = new ValidationFindings();

    finding.accept(findings);

    assertThat(findings.areBlocking()).isTrue();
    assertThat(findings.sentences()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("other")
  void aValueOutsideItsBoundsDoesNotBlockTheRules(Consumer<ValidationFindings> finding) {
    ValidationFindings findings = new ValidationFindings();

    finding.accept(findings);

    assertThat(findings.areBlocking()).isFalse();
    assertThat(findings.sentences()).hasSize(1);
  }

  @Test
  void sentencesKeepTheirOrder() {
    ValidationFindings findings = new ValidationFindings();

    findings.required(PATH.field("b"));
    findings.duplicate(PATH.field("a"), value("x"));

    assertThat(findings.sentences())
        .containsExactly("spec.b: Required value", "spec.a: Duplicate value: \"x\"");
  }

  @Test
  void withoutFindingsThereIsNothingToSay() {
    assertThat(new ValidationFindings().sentences()).isEmpty();
    assertThat(new ValidationFindings().areBlocking()).isFalse();
  }
}
