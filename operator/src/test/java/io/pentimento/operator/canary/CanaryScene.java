// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.canary.CanaryReport.Candidate;
import io.pentimento.operator.canary.CanaryReport.Requests;
import io.pentimento.operator.canary.CanaryReport.Sample;
import io.pentimento.operator.workload.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment of a canary: a route, pods with the new model, and measurements of servers. */
public abstract class CanaryScene {
  private final KubernetesClient client;

  /** Measurements of requests to the new model. */
  public long errors;

  public double seconds = 0.5;
  public double difference = 0.02;
  public double fidelityChange;
  public boolean answers = true;

  /** Whether the servers can load the new model. */
  public boolean loads = true;

  protected CanaryScene(KubernetesClient client) {
    this.client = client;
  }

  /** The route of the user. */
  public void createRoute(String service) {
    client
        .resource(
            new HTTPRouteBuilder()
                .withNewMetadata()
                .withName("restore")
                .withNamespace("vision")
                .addToLabels("team", "vision")
                .endMetadata()
                .withNewSpec()
                .addNewRule()
                .addNewBackendRef()
                .withName(service)
                .withPort(80)
                .withWeight(1) // the default weight, which an API server adds
                .endBackendRef()
                .endRule()
                .addNewRule()
                .addNewBackendRef()
                .withName("another")
                .withPort(80)
                .withWeight(7)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build())
        .create();
  }

  public Optional<Deployment> candidate() {
    return client.apps().deployments().inNamespace("vision").list().getItems().stream()
        .filter(Labels::isOfCanary)
        .findFirst();
  }

  public HTTPRoute route() {
    return client.resources(HTTPRoute.class).inNamespace("vision").withName("restore").get();
  }

  /** Backends of the rule for the servers. */
  public List<String> weights() {
    return route().getSpec().getRules().get(0).getBackendRefs().stream()
        .map(CanaryScene::text)
        .toList();
  }

  private static String text(HTTPBackendRef backend) {
    String name = backend.getName().endsWith("-canary") ? "candidate" : "serving";
    return name + " " + backend.getWeight();
  }

  /** Starts the pods of the new model, as the kubelet does. */
  public void startCandidatePods() {
    candidate().ifPresent(this::startPods);
  }

  private void startPods(Deployment deployment) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-0")
            .withNamespace("vision")
            .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
            .withAnnotations(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
            .endMetadata()
            .withSpec(deployment.getSpec().getTemplate().getSpec())
            .withNewStatus()
            .withPhase("Running")
            .addNewCondition()
            .withType("Ready")
            .withStatus(loads ? "True" : "False")
            .endCondition()
            .addNewContainerStatus()
            .withName("server")
            .withRestartCount(0)
            .endContainerStatus()
            .endStatus()
            .build();
    if (client.resource(pod).get() == null) {
      client.resource(pod).create();
    }
  }

  /** The init container of the new model's pods fails with this reason. */
  public void failCandidateDelivery(String reason) {
    client.pods().inNamespace("vision").withLabel(Labels.CANARY_OF).list().getItems().stream()
        .map(pod -> rejected(pod, reason))
        .forEach(pod -> client.resource(pod).patchStatus());
  }

  private static Pod rejected(Pod pod, String reason) {
    return new PodBuilder(pod)
        .withNewStatus()
        .withPhase("Pending")
        .addNewInitContainerStatus()
        .withName("model")
        .withRestartCount(1)
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(65)
        .withMessage("{\"reason\":\"%s\",\"message\":\"details\"}".formatted(reason))
        .endTerminated()
        .endLastState()
        .endInitContainerStatus()
        .endStatus()
        .build();
  }

  /** Removes the pods of the new model. */
  public void loseCandidatePods() {
    client.pods().inNamespace("vision").withLabel(Labels.CANARY_OF).delete();
  }

  /**
   * The reports that servers return to the operator.
   *
   * @param servingModel digest that the servers of the serving model name
   */
  protected List<CanaryReport> reports(List<Pod> pods, String servingModel) {
    boolean areCandidates = pods.stream().anyMatch(Labels::isOfCanary);
    String newModel = candidate().map(each -> Labels.annotation(each, Labels.MODEL)).orElse(null);
    if (!answers) {
      return List.of();
    }
    return areCandidates
        ? List.of(
            new CanaryReport(newModel, new Requests(100, errors, Map.of(seconds, 100L)), null))
        : List.of(
            new CanaryReport(
                servingModel, new Requests(1000, 0, Map.of(0.5, 1000L)), comparison(newModel)));
  }

  private Candidate comparison(String newModel) {
    return new Candidate(
        newModel,
        50,
        0,
        new Sample(50, 0.01, 1e-6),
        new Sample(50, fidelityChange, 1e-6),
        new Sample(50, 5, 0.1),
        new Sample(50, 0.01, 0.1),
        new Sample(50, difference, 1e-4));
  }
}
