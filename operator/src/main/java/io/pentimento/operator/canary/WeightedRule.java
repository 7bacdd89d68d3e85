// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of a route that sends all requests to the servers, or splits them between the two models.
 *
 * @param index of the rule in the route
 * @param serving the backend with the serving model
 * @param candidate the backend with the new model
 */
record WeightedRule(int index, HTTPBackendRef serving, Optional<HTTPBackendRef> candidate) {
  private static final int ALL = 100;

  /** The default of the Gateway API. */
  private static final int ALONE = 1;

  /**
   * The rules that can be split. Rules with other backends stay as they are.
   *
   * @param servingService name of the Service of the serving model
   * @param candidateService name of the Service of the new model
   */
  static List<WeightedRule> of(HTTPRoute route, String servingService, String candidateService) {
    List<WeightedRule> found = new ArrayList<>();
    List<HTTPRouteRule> rules = route.getSpec() == null ? List.of() : route.getSpec().getRules();
    for (int i = 0; i < rules.size(); i++) {
      List<HTTPBackendRef> backends = rules.get(i).getBackendRefs();
      Optional<HTTPBackendRef> serving = find(backends, route, servingService);
      Optional<HTTPBackendRef> candidate = find(backends, route, candidateService);
      int known = serving.isPresent() ? candidate.isPresent() ? 2 : 1 : 0;
      if (known > 0 && backends.size() == known) {
        found.add(new WeightedRule(i, serving.get(), candidate));
      }
    }
    return found;
  }

  private static Optional<HTTPBackendRef> find(
      List<HTTPBackendRef> backends, HTTPRoute route, String service) {
    return backends.stream()
        .filter(each -> each.getKind() == null || "Service".equals(each.getKind()))
        .filter(each -> each.getGroup() == null || each.getGroup().isEmpty())
        .filter(
            each ->
                each.getNamespace() == null
                    || each.getNamespace().equals(route.getMetadata().getNamespace()))
        .filter(each -> service.equals(each.getName()))
        .findFirst();
  }

  /** Percent of the requests that the new model receives; empty if it is not a backend. */
  OptionalInt weight() {
    if (candidate.isEmpty()) {
      return OptionalInt.empty();
    }
    int ofCandidate = weight(candidate.get());
    int all = ofCandidate + weight(serving);
    return OptionalInt.of(all == 0 ? 0 : ofCandidate * ALL / all);
  }

  private static int weight(HTTPBackendRef backend) {
    return backend.getWeight() == null ? ALONE : backend.getWeight();
  }

  /**
   * The backends with these weights. Filters and ports of the serving backend apply to both.
   *
   * @param weight percent for the new model; empty to remove its backend
   */
  List<HTTPBackendRef> split(OptionalInt weight, String candidateService) {
    if (weight.isEmpty()) {
      return List.of(with(serving, ALONE));
    }
    HTTPBackendRef other =
        candidate.orElseGet(
            () -> new HTTPBackendRefBuilder(serving).withName(candidateService).build());
    return List.of(with(serving, ALL - weight.getAsInt()), with(other, weight.getAsInt()));
  }

  private static HTTPBackendRef with(HTTPBackendRef backend, int weight) {
    return new HTTPBackendRefBuilder(backend).withWeight(weight).build();
  }
}
