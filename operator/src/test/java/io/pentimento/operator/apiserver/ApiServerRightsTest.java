// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Permission;
import io.pentimento.operator.reconcile.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator with the service account and roles of deploy/install.yaml. */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
class ApiServerRightsTest {
  private static final Path INSTALLATION = Path.of("../deploy/install.yaml");
  private static final String HOME = "pentimento-system";
  private static final Set<String> KINDS =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding");
  private static RealApiServer server;
  private static KubernetesClient operator;

  @BeforeAll
  static void install() throws IOException {
    server = new RealApiServer(List.of());
    try (InputStream yaml = Files.newInputStream(INSTALLATION)) {
      for (HasMetadata object : server.client().load(yaml).items()) {
        if (KINDS.contains(object.getKind())) {
          server.client().resource(object).create();
        }
      }
    }
    operator = server.as("system:serviceaccount:" + HOME + ":pentimento");
  }

  @AfterAll
  static void stopTheServer() {
    operator.close();
    server.close();
  }

  @Test
  void itsRightsAreEnoughFromApplyToServed() throws IOException {
    server
        .client()
        .resource(
            AdaptationJobYaml.read(SimulatedCluster.YAML.replace("name: night", "name: rightful")))
        .create();
    RealApiServerJob life = new RealApiServerJob("rightful", operator, server.client());

    life.play();

    assertThat(life.job().getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource
  void everyRequestOfTheCodeIsAllowed(Permission permission) {
    String namespace = "leases".equals(permission.resource()) ? HOME : RealApiServer.NAMESPACE;

    assertThat(isAllowed(permission, namespace)).isTrue();
  }

  static Stream<Permission> everyRequestOfTheCodeIsAllowed() {
    return Permission.granted().stream();
  }

  @ParameterizedTest
  @MethodSource
  void actionsThatTheOperatorNeverTakesAreForbidden(Permission permission) {
    assertThat(isAllowed(permission, RealApiServer.NAMESPACE)).isFalse();
  }

  static Stream<Permission> actionsThatTheOperatorNeverTakesAreForbidden() {
    return Stream.of(
        new Permission("pentimento.io", "adaptationjobs", "create"),
        new Permission("pentimento.io", "adaptationjobs", "update"),
        new Permission("pentimento.io", "restorationservices", "update"),
        new Permission("pentimento.io", "adaptationjobs/status", "update"),
        new Permission("", "secrets", "get"),
        new Permission("", "secrets", "list"),
        new Permission("", "pods", "create"),
        new Permission("", "pods", "delete"),
        new Permission("", "pods", "watch"),
        new Permission("", "pods/exec", "create"),
        new Permission("", "configmaps", "list"),
        new Permission("", "configmaps", "delete"),
        new Permission("", "serviceaccounts", "create"),
        new Permission("", "persistentvolumeclaims", "get"),
        new Permission("", "namespaces", "get"),
        new Permission("batch", "jobs", "update"),
        new Permission("batch", "jobs", "patch"),
        new Permission("apps", "deployments", "update"),
        new Permission("apps", "statefulsets", "list"),
        new Permission("coordination.k8s.io", "leases", "get"),
        new Permission("rbac.authorization.k8s.io", "roles", "create"),
        new Permission("apiextensions.k8s.io", "customresourcedefinitions", "get"));
  }

  private static boolean isAllowed(Permission permission, String namespace) {
    String[] resource = permission.resource().split("/");
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(permission.group())
            .withResource(resource[0])
            .withSubresource(resource.length > 1 ? resource[1] : null)
            .withVerb(permission.verb())
            .endResourceAttributes()
            .endSpec()
            .build();
    return operator
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
