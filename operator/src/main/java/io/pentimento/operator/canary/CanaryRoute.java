package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.workload.Names;
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
  private static final String FIELD_MANAGER = "pentimento-canary";

  private final KubernetesClient client;

  CanaryRoute(KubernetesClient client) {
    this.client = client;
  }

  RouteState read(AdaptationJob job, String name) {
    Optional<HTTPRoute> route = find(job, name);
    if (route.isEmpty()) {
      return client.supports(HTTPRoute.class)
          ? new RouteState.Unusable(
              CanaryReason.ROUTE_MISSING,
              "HTTPRoute %s does not exist in this namespace; create it, with Service %s as backend"
                  .formatted(name, Names.serving(job)))
          : new RouteState.NoGatewayApi();
    }
    List<WeightedRule> rules = rules(job, route.get());
    return rules.isEmpty()
        ? new RouteState.Unusable(
            CanaryReason.ROUTE_WITHOUT_SERVERS,
            "HTTPRoute %s has no rule whose only backend is Service %s; add one"
                .formatted(name, Names.serving(job)))
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
  void write(AdaptationJob job, String name, OptionalInt weight) {
    find(job, name).ifPresent(route -> patch(job, route, weight));
  }

  /**
   * @param route as it was read
   */
  void patch(AdaptationJob job, HTTPRoute route, OptionalInt weight) {
    List<WeightedRule> wrong =
        rules(job, route).stream().filter(rule -> !rule.weight().equals(weight)).toList();
    if (!wrong.isEmpty()) {
      client
          .resource(route)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON)
                  .withFieldManager(FIELD_MANAGER)
                  .build(),
              operations(job, route, wrong, weight));
      LOG.infof(
          "%s/%s: HTTPRoute %s sends %s to the new model",
          job.getMetadata().getNamespace(),
          job.getMetadata().getName(),
          route.getMetadata().getName(),
          weight.isEmpty() ? "nothing" : weight.getAsInt() + " %");
    }
  }

  /** With the version that was read, so that the API server rejects it after another change. */
  private static String operations(
      AdaptationJob job, HTTPRoute route, List<WeightedRule> rules, OptionalInt weight) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(replace("/metadata/resourceVersion", route.getMetadata().getResourceVersion()));
    rules.forEach(
        rule ->
            all.add(
                replace(
                    "/spec/rules/%d/backendRefs".formatted(rule.index()),
                    rule.split(weight, Names.canary(job)))));
    return Serialization.asJson(all);
  }

  private static Map<String, Object> replace(String path, Object value) {
    return Map.of("op", "replace", "path", path, "value", value);
  }

  private static List<WeightedRule> rules(AdaptationJob job, HTTPRoute route) {
    return WeightedRule.of(route, Names.serving(job), Names.canary(job));
  }

  private Optional<HTTPRoute> find(AdaptationJob job, String name) {
    return Optional.ofNullable(
        client
            .resources(HTTPRoute.class)
            .inNamespace(job.getMetadata().getNamespace())
            .withName(name)
            .get());
  }
}
