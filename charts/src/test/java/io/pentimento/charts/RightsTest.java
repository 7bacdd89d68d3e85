// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.operator.reconcile.AdaptationJobReconciler;
import io.pentimento.operator.service.RestorationServiceReconciler;
import io.quarkiverse.operatorsdk.annotations.RBACRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart grants exactly the permissions that the code declares. */
class RightsTest {
  @Test
  void clusterWideRightsAreThoseOfTheCode() throws IOException {
    assertThat(granted(Chart.withDefaults(), "ClusterRole", "Role")).isEqualTo(needed());
  }

  @Test
  void rightsInWatchedNamespacesAreTheSameAndNoneElsewhere() throws IOException {
    List<JsonNode> objects =
        Chart.with("{watchNamespaces: [vision, faces], rbac: {aggregate: false}}");

    assertThat(granted(objects, "Role")).isEqualTo(needed());
    assertThat(Chart.ofKind(objects, "ClusterRole")).isEmpty();
    assertThat(Chart.ofKind(objects, "ClusterRoleBinding")).isEmpty();
    assertThat(Chart.ofKind(objects, "RoleBinding"))
        .extracting(each -> each.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("vision", "faces", Chart.NAMESPACE);
    assertThat(Chart.environment(objects, "QUARKUS_OPERATOR_SDK_NAMESPACES"))
        .contains("vision,faces");
  }

  @Test
  void leasesAreChangedOnlyInTheNamespaceOfTheRelease() throws IOException {
    assertThat(Chart.withDefaults())
        .filteredOn(each -> each.path("rules").toString().contains("leases"))
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.path("kind").asText()).isEqualTo("Role");
              assertThat(role.at("/metadata/namespace").asText()).isEqualTo(Chart.NAMESPACE);
            });
  }

  @Test
  void rightsAreBoundToTheAccountOfTheOperator() throws IOException {
    List<JsonNode> objects = Chart.with("serviceAccount: {name: someone}");
    List<JsonNode> bindings = new ArrayList<>(Chart.ofKind(objects, "ClusterRoleBinding"));
    bindings.addAll(Chart.ofKind(objects, "RoleBinding"));

    assertThat(bindings)
        .hasSize(2)
        .allSatisfy(
            binding -> {
              assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("someone");
              assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(Chart.NAMESPACE);
            });
    assertThat(
            Chart.only(objects, "Deployment").at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("someone");
  }

  @Test
  void rightsAreNotGrantedIfTheyAreDisabled() throws IOException {
    assertThat(Chart.with("rbac: {create: false, aggregate: false}"))
        .noneMatch(each -> each.path("kind").asText().contains("Role"));
  }

  /** Each permission as group/resource:verb. */
  private static Set<String> needed() {
    Set<String> all = new TreeSet<>();
    for (RBACRule rule : rules()) {
      for (String group : rule.apiGroups()) {
        for (String resource : rule.resources()) {
          Arrays.stream(rule.verbs())
              .forEach(verb -> all.add("%s/%s:%s".formatted(group, resource, verb)));
        }
      }
    }
    return all;
  }

  private static List<RBACRule> rules() {
    return Stream.of(AdaptationJobReconciler.class, RestorationServiceReconciler.class)
        .flatMap(reconciler -> Arrays.stream(reconciler.getAnnotationsByType(RBACRule.class)))
        .toList();
  }

  private static Set<String> granted(List<JsonNode> objects, String... kinds) {
    Set<String> all = new TreeSet<>();
    for (String kind : kinds) {
      for (JsonNode role : Chart.ofKind(objects, kind)) {
        if (!role.at("/metadata/labels").toString().contains("aggregate-to")) {
          role.path("rules").forEach(rule -> add(rule, all));
        }
      }
    }
    return all;
  }

  private static void add(JsonNode rule, Set<String> all) {
    for (JsonNode group : rule.path("apiGroups")) {
      for (JsonNode resource : rule.path("resources")) {
        for (JsonNode verb : rule.path("verbs")) {
          all.add("%s/%s:%s".formatted(group.asText(), resource.asText(), verb.asText()));
        }
      }
    }
  }
}
