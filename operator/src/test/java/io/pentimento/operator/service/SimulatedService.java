// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.canary.CanaryReports;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.fault.Permission;
import io.pentimento.operator.reconcile.SimulatedControllers;
import io.pentimento.operator.reconcile.StatusEditor;
import io.pentimento.operator.workload.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One service on an API server, a mock by default; the test acts as the Deployment controller and
 * the kubelet.
 */
public final class SimulatedService implements AutoCloseable {
  static final String A = address("a");
  static final String B = address("b");

  private static final String YAML =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: RestorationService
      metadata: {name: night}
      spec:
        model: {uri: "%s", secretRef: {name: registry}}
        verification: {publicKeys: {configMapRef: {name: model-keys}}}
        replicas: 2
      """;

  private static final String NAME = "night";

  /** Null on a real API server. */
  final MockApiServer server;

  final KubernetesClient client;
  final MeterRegistry metrics = new SimpleMeterRegistry();
  Instant now = Instant.parse("2026-11-28T12:00:00Z");

  private final String namespace;
  private final SimulatedControllers controllers;
  private final KubernetesClient operatorClient;
  private ServiceLoop operator;
  private int failures;

  /** Reports of servers during a canary. */
  CanaryReports reports = pods -> List.of();

  SimulatedService() {
    this(new MockApiServer());
  }

  private SimulatedService(MockApiServer server) {
    this(server, server.client(), server.operatorClient(), "vision");
  }

  /** On a real API server. */
  SimulatedService(KubernetesClient client, String namespace) {
    this(null, client, client, namespace);
  }

  private SimulatedService(
      MockApiServer server,
      KubernetesClient client,
      KubernetesClient operatorClient,
      String namespace) {
    this.server = server;
    this.client = client;
    this.operatorClient = operatorClient;
    this.namespace = namespace;
    this.controllers = new SimulatedControllers(client);
    this.operator = newOperator();
  }

  private static String address(String digit) {
    return "oci://registry.example/vision/night@sha256:" + digit.repeat(64);
  }

  static String digest(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  /** Permissions that the operator needs for a service that uses all features. */
  public static Set<Permission> askedInAWholeLife() {
    try (SimulatedService life = new SimulatedService()) {
      String autoscaled = "autoscaling: {maxReplicas: 4, targetCPUUtilization: 70}";
      life.apply(A);
      life.reconcile();
      life.failDelivery("");
      life.reconcile();
      life.getReady();
      life.edit(yaml(A), "replicas: 2", autoscaled);
      life.reconcile();
      life.reconcile();
      life.edit(yaml(A), "replicas: 2", "replicas: 0");
      life.reconcile();
      return life.server.asked;
    }
  }

  /** Replaces the operator by one without state in memory. */
  void restartOperator() {
    operator = newOperator();
  }

  private ServiceLoop newOperator() {
    return new ServiceLoop(
        operatorClient,
        TestConfig.defaults(),
        new TestClock(),
        pods -> reports.of(pods),
        new ServiceEvents(operatorClient),
        new ServiceMetrics(metrics));
  }

  void apply(String address) {
    create(YAML.formatted(address));
  }

  void create(String yaml) {
    client.resource(read(yaml)).inNamespace(namespace).create();
  }

  void edit(String address) {
    edit(YAML.formatted(address), "", "");
  }

  void edit(String yaml, String from, String to) {
    RestorationService edited = read(from.isEmpty() ? yaml : yaml.replace(from, to));
    client
        .resource(service())
        .edit(
            known -> {
              known.setSpec(edited.getSpec());
              return known;
            });
  }

  static String yaml(String address) {
    return YAML.formatted(address);
  }

  private static RestorationService read(String yaml) {
    return Serialization.unmarshal(yaml, RestorationService.class);
  }

  RestorationService service() {
    return client.resources(RestorationService.class).inNamespace(namespace).withName(NAME).get();
  }

  RestorationServiceStatus status() {
    return service().getStatus();
  }

  Optional<Deployment> deployment() {
    return all(Deployment.class).stream().filter(each -> !Labels.isOfCanary(each)).findFirst();
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return client.resources(type).inNamespace(namespace).list().getItems();
  }

  /** Runs one reconciliation and advances the clock by a second. */
  Optional<Duration> reconcile() {
    failures++;
    try {
      RestorationService service = service();
      ServiceView view =
          new ServiceView(
              all(AdaptationJob.class).stream().findFirst(),
              deployment(),
              all(Service.class).stream().filter(each -> !Labels.isOfCanary(each)).findFirst(),
              all(HorizontalPodAutoscaler.class).stream().findFirst());
      Optional<Duration> again = operator.run(service, view, this::write, failures - 1);
      failures = 0;
      return again;
    } finally {
      now = now.plusSeconds(1);
    }
  }

  private RestorationService write(RestorationService bare) {
    return operatorClient
        .resource(bare)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(RestorationServiceReconciler.NAME)
                .withForce(true)
                .build());
  }

  /** Makes all pods ready with the model of the spec. */
  void getReady() {
    deployment().ifPresent(controllers::getReady);
    all(Pod.class).forEach(pod -> client.resource(pod).delete());
  }

  /** Makes all servers ready with the model of the spec; pods of other servers remain. */
  void rollOut() {
    deployment().ifPresent(controllers::getReady);
  }

  /** The model in the pod template of the Deployment. */
  String deployed() {
    return deployment()
        .map(known -> known.getSpec().getTemplate().getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Labels.MODEL))
        .orElse(null);
  }

  /**
   * The init container of the new pod fails; the earlier pods remain ready.
   *
   * @param message termination message
   */
  void failDelivery(String message) {
    Deployment deployment = deployment().orElseThrow();
    boolean first = Labels.annotation(deployment, Labels.PREVIOUS_MODEL) == null;
    int ready = first ? 0 : 2;
    new StatusEditor(client)
        .edit(
            deployment,
            known ->
                new DeploymentBuilder(known)
                    .withNewStatus()
                    .withObservedGeneration(known.getMetadata().getGeneration())
                    .withReplicas(ready + 1)
                    .withUpdatedReplicas(1)
                    .withReadyReplicas(ready)
                    .withAvailableReplicas(ready)
                    .endStatus()
                    .build());
    if (!first) {
      put(readyPod(Labels.annotation(deployment, Labels.PREVIOUS_MODEL)));
    }
    put(failedPod(deployed(), message));
  }

  private void put(Pod pod) {
    client.resource(pod).delete();
    Pod created = client.resource(pod).create();
    new StatusEditor(client)
        .edit(created, known -> new PodBuilder(known).withStatus(pod.getStatus()).build());
  }

  private Pod readyPod(String model) {
    return pod("ready", model)
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private Pod failedPod(String model, String message) {
    return pod("failed", model)
        .withNewStatus()
        .withPhase("Pending")
        .addNewInitContainerStatus()
        .withName("model")
        .withRestartCount(1)
        .withNewState()
        .withNewWaiting()
        .withReason("CrashLoopBackOff")
        .withMessage("back-off 10s restarting failed container")
        .endWaiting()
        .endState()
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(65)
        .withMessage(message)
        .endTerminated()
        .endLastState()
        .endInitContainerStatus()
        .endStatus()
        .build();
  }

  private PodBuilder pod(String name, String model) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("night-" + name)
        .withNamespace(namespace)
        .withLabels(Labels.selector(service()))
        .addToAnnotations(Labels.MODEL, model)
        .endMetadata()
        .withNewSpec()
        .addNewInitContainer()
        .withName("model")
        .withImage("server")
        .endInitContainer()
        .addNewContainer()
        .withName("server")
        .withImage("server")
        .endContainer()
        .endSpec();
  }

  List<String> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }

  /** Deletes objects without an owner, as the garbage collector does. */
  void collectGarbage() {
    Optional<String> owner =
        Optional.ofNullable(service()).map(known -> known.getMetadata().getUid());
    List.of(Deployment.class, Service.class, HorizontalPodAutoscaler.class).stream()
        .flatMap(type -> all(type).stream())
        .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
        .filter(
            object ->
                object.getMetadata().getOwnerReferences().stream()
                    .noneMatch(each -> Optional.of(each.getUid()).equals(owner)))
        .forEach(object -> client.resource(object).delete());
  }

  @Override
  public void close() {
    if (server != null) {
      client.close();
      operatorClient.close();
      server.close();
    }
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
