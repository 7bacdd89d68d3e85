// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules of a route are split, and how. */
class WeightedRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: night}                                                      | 1
          {name: night, namespace: vision, kind: Service, group: ''}         | 1
          {name: night, weight: 90}, {name: night-canary, weight: 10}        | 1
          {name: another}                                                    | 0
          {name: night}, {name: another}                                     | 0
          {name: night}, {name: night-canary}, {name: another}               | 0
          {name: night, namespace: elsewhere}                                | 0
          {name: night, kind: ServiceImport, group: multicluster.x-k8s.io}   | 0
          {name: night-canary}                                               | 0
          """)
  void onlyRulesWithTheServersAsOnlyBackendAreSplit(String backends, int expected) {
    assertThat(rules(backends)).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: night}                                              | -1
          {name: night, weight: 100}                                 | -1
          {name: night}, {name: night-canary}                        | 50
          {name: night, weight: 9}, {name: night-canary, weight: 1}  | 10
          {name: night, weight: 0}, {name: night-canary, weight: 1}  | 100
          {name: night, weight: 0}, {name: night-canary, weight: 0}  | 0
          """)
  void weightsAreReadAsPercent(String backends, int expected) {
    assertThat(rules(backends).get(0).weight())
        .isEqualTo(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected));
  }

  @Test
  void portsAndFiltersApplyToBothModels() {
    WeightedRule rule =
        rules(
                "{name: night, port: 80, filters: [{type: RequestHeaderModifier,"
                    + " requestHeaderModifier: {add: [{name: x, value: y}]}}]}")
            .get(0);

    List<HTTPBackendRef> split = rule.split(OptionalInt.of(10), "night-canary");

    assertThat(split).extracting(HTTPBackendRef::getName).containsExactly("night", "night-canary");
    assertThat(split).extracting(HTTPBackendRef::getWeight).containsExactly(90, 10);
    assertThat(split).extracting(HTTPBackendRef::getPort).containsOnly(80);
    assertThat(split.get(1).getFilters()).isEqualTo(split.get(0).getFilters()).hasSize(1);
    assertThat(rule.split(OptionalInt.empty(), "night-canary"))
        .extracting(HTTPBackendRef::getName)
        .containsExactly("night");
  }

  private static List<WeightedRule> rules(String backends) {
    HTTPRoute route =
        Serialization.unmarshal(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: restore, namespace: vision}
            spec: {rules: [{backendRefs: [%s]}]}
            """
                .formatted(backends),
            HTTPRoute.class);
    return WeightedRule.of(route, "night", "night-canary");
  }
}
