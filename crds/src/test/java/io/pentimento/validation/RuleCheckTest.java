// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static io.pentimento.validation.Schemas.schema;
import static io.pentimento.validation.Schemas.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CEL rules, each evaluated on the object that declares it. */
class RuleCheckTest {
  private static List<String> findings(String schema, String value) {
    ValidationFindings findings = new ValidationFindings();
    new RuleCheck().check(FieldPath.ROOT.field("f"), value(value), schema(schema), findings);
    return findings.sentences();
  }

  private static String integer(String rule, String message) {
    return "{type: integer, x-kubernetes-validations: [{rule: \"%s\", message: %s}]}"
        .formatted(rule, message);
  }

  @Test
  void aRuleThatHoldsHasNoFinding() {
    assertThat(findings(integer("self > 1", "small"), "2")).isEmpty();
  }

  @Test
  void aBrokenRuleIsReportedWithItsMessage() {
    assertThat(findings(integer("self > 1", "small"), "1"))
        .containsExactly("f: Invalid value: \"integer\": small");
  }

  @Test
  void allBrokenRulesOfAValueAreReported() {
    assertThat(
            findings(
                "{type: integer, x-kubernetes-validations: [{rule: self > 1, message: small},"
                    + " {rule: self % 2 == 0, message: odd}, {rule: self < 9, message: large}]}",
                "1"))
        .containsExactly(
            "f: Invalid value: \"integer\": small", "f: Invalid value: \"integer\": odd");
  }

  @Test
  void rulesOfFieldsAndItemsAreEvaluatedAtTheirPlaces() {
    assertThat(
            findings(
                "{type: object, properties: {list: {type: array, items: "
                    + integer("self > 1", "small")
                    + "}}}",
                "{list: [2, 1, 0]}"))
        .containsExactly(
            "f.list[1]: Invalid value: \"integer\": small",
            "f.list[2]: Invalid value: \"integer\": small");
  }

  @Test
  void theRuleOfAnObjectIsReportedBeforeThoseOfItsFields() {
    assertThat(
            findings(
                "{type: object, x-kubernetes-validations: [{rule: has(self.b), message: b}],"
                    + " properties: {a: "
                    + integer("self > 1", "small")
                    + "}}",
                "{a: 0}"))
        .containsExactly(
            "f: Invalid value: \"object\": b", "f.a: Invalid value: \"integer\": small");
  }

  @Test
  void fieldsWithoutASchemaHaveNoRules() {
    assertThat(findings("{type: object}", "{a: {b: [1]}}")).isEmpty();
  }

  @Test
  void transitionRulesAreSkippedWithoutAStoredObject() {
    assertThat(findings(integer("self == oldSelf", "fixed"), "1")).isEmpty();
  }

  @Test
  void aRuleThatCannotBeEvaluatedIsBroken() {
    assertThat(findings(integer("1 / self > 0", "positive"), "0"))
        .singleElement()
        .asString()
        .startsWith("f: Invalid value: \"integer\": ")
        .contains("evaluating rule: positive");
  }

  @Test
  void aRuleThatIsNotValidCelIsADefectOfTheDefinition() {
    assertThatThrownBy(() -> findings(integer("self >", "broken"), "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The rule self > is not valid CEL");
  }

  @Test
  void aRuleIsEvaluatedForEachValue() {
    RuleCheck rules = new RuleCheck();
    Schema schema = schema(integer("self > 1", "small"));
    ValidationFindings good = new ValidationFindings();
    ValidationFindings bad = new ValidationFindings();

    rules.check(FieldPath.ROOT, value("2"), schema, good);
    rules.check(FieldPath.ROOT, value("1"), schema, bad);

    assertThat(good.sentences()).isEmpty();
    assertThat(bad.sentences()).containsExactly("<nil>: Invalid value: \"integer\": small");
  }
}
