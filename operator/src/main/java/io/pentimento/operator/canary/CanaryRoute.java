// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.operator.workload.Names;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.RouteState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * The HTTPRoute of a canary. It belongs to the user: only the backends of the rules that lead to
 * the servers are written, by a patch of the version that was read. Server-side apply cannot do
 * that, because the rules of a route are one atomic field.
 */
final class CanaryRoute {
  private static final Logger LOG = Logger.getLogger(CanaryRoute.class);
  static final String FIELD_MANAGER = "pentimento-canary";

  private final KubernetesClient client;

  CanaryRoute(KubernetesClient client) {
    this.client = client;
  }

  RouteState read(ServingOwner owner, String name) {
    Optional<HTTPRoute> route = find(owner, name);
    if (route.isEmpty()) {
      return client.supports(HTTPRoute.class)
          ? new RouteState.Unusable(
              CanaryReason.ROUTE_MISSING,
              "HTTPRoute %s does not exist in this namespace; create it, with Service %s as backend"
                  .formatted(name, owner.name()))
          : new RouteState.NoGatewayApi();
    }
    List<WeightedRule> rules = rules(owner, route.get());
    return rules.isEmpty()
        ? new RouteState.Unusable(
            CanaryReason.ROUTE_WITHOUT_SERVERS,
            "HTTPRoute %s has no rule whose only backend is Service %s; add one"
                .formatted(name, owner.name()))
        : weights(rules);
  }

  private static RouteState weights(List<WeightedRule> rules) {
    List<OptionalInt> weights = rules.stream().map(WeightedRule::weight).distinct().toList();
    return weights.size() == 1
        ? RouteState.Weights.of(weights.get(0))
        : new RouteState.Weights(
            OptionalInt.of(weights.stream().mapToInt(each -> each.orElse(0)).max().orElse(0)),
            false);
  }

  /**
   * @param weight percent for the new model; empty to remove its backend
   */
  void write(ServingOwner owner, String name, OptionalInt weight) {
    find(owner, name).ifPresent(route -> patch(owner, route, weight));
  }

  /**
   * @param route as it was read
   */
  void patch(ServingOwner owner, HTTPRoute route, OptionalInt weight) {
    List<WeightedRule> wrong =
        rules(owner, route).stream().filter(rule -> !rule.weight().equals(weight)).toList();
    if (!wrong.isEmpty()) {
      client
          .resource(route)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON)
                  .withFieldManager(FIELD_MANAGER)
                  .build(),
              operations(owner, route, wrong, weight));
      LOG.infof(
          "%s: HTTPRoute %s sends %s to the new model",
          owner,
          route.getMetadata().getName(),
          weight.isEmpty() ? "nothing" : weight.getAsInt() + " %");
    }
  }

  /** With the version that was read, so that the API server rejects it after another change. */
  private static String operations(
      ServingOwner owner, HTTPRoute route, List<WeightedRule> rules, OptionalInt weight) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(replace("/metadata/resourceVersion", route.getMetadata().getResourceVersion()));
    rules.forEach(
        rule ->
            all.add(
                replace(
                    "/spec/rules/%d/backendRefs".formatted(rule.index()),
                    rule.split(weight, Names.canary(owner.name())))));
    return Serialization.asJson(all);
  }

  private static Map<String, Object> replace(String path, Object value) {
    return Map.of("op", "replace", "path", path, "value", value);
  }

  private static List<WeightedRule> rules(ServingOwner owner, HTTPRoute route) {
    return WeightedRule.of(route, owner.name(), Names.canary(owner.name()));
  }

  private Optional<HTTPRoute> find(ServingOwner owner, String name) {
    return Optional.ofNullable(
        client.resources(HTTPRoute.class).inNamespace(owner.namespace()).withName(name).get());
  }
}
