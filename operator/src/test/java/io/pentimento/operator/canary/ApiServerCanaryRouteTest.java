// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.operator.apiserver.RealApiServer;
import io.pentimento.operator.reconcile.SimulatedCluster;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.canary.RouteState;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Writes to an HTTPRoute on a real API server: resource versions and field ownership. */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
@Timeout(180)
class ApiServerCanaryRouteTest {
  /** Part of the definition of the Gateway API: lists are atomic, and the default weight is 1. */
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: httproutes.gateway.networking.k8s.io
        annotations: {api-approved.kubernetes.io: "unapproved, test"}
      spec:
        group: gateway.networking.k8s.io
        scope: Namespaced
        names: {kind: HTTPRoute, listKind: HTTPRouteList, plural: httproutes, singular: httproute}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      rules:
                        type: array
                        x-kubernetes-list-type: atomic
                        items:
                          type: object
                          x-kubernetes-preserve-unknown-fields: true
                          properties:
                            backendRefs:
                              type: array
                              x-kubernetes-list-type: atomic
                              items:
                                type: object
                                x-kubernetes-preserve-unknown-fields: true
                                properties:
                                  weight: {type: integer, default: 1, minimum: 0, maximum: 1000000}
      """;

  @Test
  void weightsAreWrittenOnTheVersionThatWasRead() throws IOException {
    try (RealApiServer server = new RealApiServer(List.of())) {
      ServingOwner job = job(server.client());
      CanaryRoute routes = new CanaryRoute(server.client());
      assertThat(routes.read(job, "restore")).isInstanceOf(RouteState.NoGatewayApi.class);
      install(server.client());
      assertThat(routes.read(job, "restore")).isInstanceOf(RouteState.Unusable.class);
      HTTPRoute created = create(server.client(), job);

      routes.write(job, "restore", OptionalInt.of(10));

      assertThat(routes.read(job, "restore")).isEqualTo(RouteState.Weights.of(OptionalInt.of(10)));
      HTTPRoute written = server.client().resource(created).get();
      assertThat(written.getMetadata().getManagedFields())
          .extracting(ManagedFieldsEntry::getManager)
          .as("rules are atomic, so that they have one owner")
          .containsExactly("pentimento-canary");
      assertThat(Serialization.asYaml(written.getSpec().getRules().get(1)))
          .isEqualTo(Serialization.asYaml(created.getSpec().getRules().get(1)));
      assertThat(written.getSpec().getRules().get(0).getMatches())
          .isEqualTo(created.getSpec().getRules().get(0).getMatches());
      assertThatThrownBy(() -> routes.patch(job, created, OptionalInt.of(50)))
          .isInstanceOf(KubernetesClientException.class)
          .extracting(e -> ((KubernetesClientException) e).getCode())
          .isEqualTo(409);

      routes.write(job, "restore", OptionalInt.empty());

      assertThat(Serialization.asYaml(server.client().resource(created).get().getSpec()))
          .isEqualTo(Serialization.asYaml(created.getSpec()));
    }
  }

  @Test
  void theFinalizerDelaysDeletionAndKeepsOtherFinalizers() throws IOException {
    try (RealApiServer server = new RealApiServer(List.of())) {
      KubernetesClient client = server.client();
      AdaptationJob job = AdaptationJobYaml.read(SimulatedCluster.YAML);
      job.getMetadata().setFinalizers(List.of("example.com/held"));
      AdaptationJob created = client.resource(job).create();
      CanaryFinalizer finalizer = new CanaryFinalizer(client);

      finalizer.add(created);
      client.resource(created).delete();
      AdaptationJob held = client.resource(created).get();

      assertThat(held.getMetadata().getDeletionTimestamp()).isNotNull();
      assertThat(held.getMetadata().getFinalizers())
          .containsExactlyInAnyOrder("example.com/held", "pentimento.io/canary");
      assertThat(Serialization.asYaml(held.getSpec()))
          .isEqualTo(Serialization.asYaml(created.getSpec()));

      finalizer.remove(held);
      assertThat(client.resource(created).get().getMetadata().getFinalizers())
          .containsExactly("example.com/held");
      client
          .resource(client.resource(created).get())
          .edit(
              known -> {
                known.getMetadata().setFinalizers(List.of());
                return known;
              });
      assertThat(client.resource(created).get()).isNull();
      assertThatThrownBy(() -> finalizer.add(created))
          .as("a job that is gone is not created")
          .isInstanceOf(KubernetesClientException.class);
    }
  }

  private static ServingOwner job(KubernetesClient client) throws IOException {
    return ServingOwner.of(client.resource(AdaptationJobYaml.read(SimulatedCluster.YAML)).create());
  }

  private static void install(KubernetesClient client) {
    client.resource(Serialization.unmarshal(DEFINITION, CustomResourceDefinition.class)).create();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("httproutes.gateway.networking.k8s.io")
        .waitUntilCondition(
            known ->
                known.getStatus() != null
                    && known.getStatus().getConditions().stream()
                        .anyMatch(
                            each ->
                                "Established".equals(each.getType())
                                    && "True".equals(each.getStatus())),
            30,
            TimeUnit.SECONDS);
  }

  /** Creates the route by server-side apply, as a GitOps tool does. */
  private static HTTPRoute create(KubernetesClient client, ServingOwner job) {
    HTTPRoute route =
        Serialization.unmarshal(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: restore, namespace: vision}
            spec:
              rules:
                - matches: [{path: {type: PathPrefix, value: /v1}}]
                  backendRefs: [{name: %s, port: 80}]
                - backendRefs: [{name: another, port: 80, weight: 7}]
            """
                .formatted(job.name()),
            HTTPRoute.class);
    return client.resource(route).fieldManager("the-user").serverSideApply();
  }
}
