// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of the gate. */
class GateRuleTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"0.02,, 0.02", "0,, 0", "1,, 1", ", 0.05, -0.05", ", 1, -1"})
  void anAllowedRegressionIsANegativeImprovement(Double min, Double max, double required) {
    assertThat(new GateRule(Metric.NIQE, min, max).requiredImprovement()).isEqualTo(required);
  }

  @Test
  void anImprovementIsRequiredEvenIfARegressionWereAllowed() {
    assertThat(new GateRule(Metric.NIQE, 0.1, 0.2).requiredImprovement()).isEqualTo(0.1);
  }

  @Test
  void aRowWithoutALimitIsRejectedWithTheFields() {
    GateRule rule = new GateRule(Metric.NIQE, null, null);

    assertThatThrownBy(rule::requiredImprovement)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("a gate needs minImprovement or maxRegression");
  }

  @Test
  void theBaseIsTheDefaultAndIsNotStored() {
    GateRule stated = new GateRule(Metric.NIQE, 0.1, null, GateBaseline.BASE);

    assertThat(stated).isEqualTo(new GateRule(Metric.NIQE, 0.1, null));
    assertThat(stated.against()).isNull();
    assertThat(stated.isAgainstServing()).isFalse();
  }

  @Test
  void aRowAgainstTheServingModelIsAnotherRow() {
    GateRule serving = new GateRule(Metric.NIQE, 0.1, null, GateBaseline.SERVING);

    assertThat(serving.isAgainstServing()).isTrue();
    assertThat(serving).isNotEqualTo(new GateRule(Metric.NIQE, 0.1, null));
  }

  @Test
  void onlyTheFieldsOfTheManifestAreWritten() throws JsonProcessingException {
    GateRule rule = new GateRule(Metric.FACES_DETECTED, null, 0.1, GateBaseline.SERVING);

    assertThat(MAPPER.writeValueAsString(rule))
        .isEqualTo("{\"metric\":\"FacesDetected\",\"maxRegression\":0.1,\"against\":\"Serving\"}");
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(rule), GateRule.class)).isEqualTo(rule);
  }
}
