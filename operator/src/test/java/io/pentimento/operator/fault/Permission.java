// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.pentimento.operator.reconcile.AdaptationJobReconciler;
import io.pentimento.operator.service.RestorationServiceReconciler;
import io.quarkiverse.operatorsdk.annotations.RBACRule;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One verb on one resource, as an authorizer checks it.
 *
 * @param group empty for the core group
 * @param resource with its subresource, as in {@code pods/log}
 */
public record Permission(String group, String resource, String verb)
    implements Comparable<Permission> {
  private static final Pattern PATH =
      Pattern.compile(
          "/api(?:s/(?<group>[^/]+))?/v[^/]+(?:/namespaces/[^/]+)?/(?<resource>[^/?]+)"
              + "(?:/(?<name>[^/?]+))?(?:/(?<sub>[^/?]+))?(?<query>\\?.*)?");

  /** The permissions in the annotations of the reconcilers, which charts and manifests grant. */
  public static Set<Permission> granted() {
    return Stream.of(AdaptationJobReconciler.class, RestorationServiceReconciler.class)
        .flatMap(reconciler -> Arrays.stream(reconciler.getAnnotationsByType(RBACRule.class)))
        .flatMap(
            rule ->
                Arrays.stream(rule.apiGroups())
                    .flatMap(
                        group ->
                            Arrays.stream(rule.resources())
                                .flatMap(
                                    resource ->
                                        Arrays.stream(rule.verbs())
                                            .map(verb -> new Permission(group, resource, verb)))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Permission of(HttpMethod method, String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new IllegalArgumentException(path + " is not a path of an API server");
    }
    String group = parts.group("group") == null ? "" : parts.group("group");
    String sub = parts.group("sub") == null ? "" : "/" + parts.group("sub");
    return new Permission(group, parts.group("resource") + sub, verb(method, parts));
  }

  Permission with(String otherVerb) {
    return new Permission(group, resource, otherVerb);
  }

  private static String verb(HttpMethod method, Matcher parts) {
    boolean named = parts.group("name") != null;
    String query = parts.group("query") == null ? "" : parts.group("query");
    return switch (method) {
      case GET -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
      case POST -> "create";
      case PATCH -> "patch";
      case PUT -> "update";
      case DELETE -> named ? "delete" : "deletecollection";
      default -> method.name();
    };
  }

  @Override
  public int compareTo(Permission other) {
    return toString().compareTo(other.toString());
  }
}
