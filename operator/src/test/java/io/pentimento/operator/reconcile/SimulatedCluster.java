// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.canary.CanaryReports;
import io.pentimento.operator.events.CanaryEvents;
import io.pentimento.operator.events.StageEvents;
import io.pentimento.operator.events.StageTransitionLog;
import io.pentimento.operator.fault.MockApiServer;
import io.pentimento.operator.metrics.JobMetrics;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.workload.Labels;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A mock API server on which the test acts as the Job and Deployment controllers and the kubelet.
 */
public final class SimulatedCluster implements AutoCloseable {
  public static final String YAML =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: night, namespace: vision}
      spec:
        restorer: {source: {uri: "pvc://models/r.pth"}}
        prior: {source: {uri: "pvc://models/p.pth"}}
        dataset: {source: {uri: "pvc://frames/1"}, reference: {uri: "pvc://faces/1"}}
        pseudoTargets: {shards: 2}
        fineTuning: {iterations: 100}
        evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}
        serving: {replicas: 2}
        workspace: {persistentVolumeClaim: {claimName: w}}
      """;

  private static final int ROUNDS = 12;

  final MockApiServer server = new MockApiServer();
  public final KubernetesClient client = server.client();
  public final MeterRegistry metrics = new SimpleMeterRegistry();
  public Instant now = Instant.parse("2026-11-24T00:00:00Z");
  private final SimulatedControllers controllers = new SimulatedControllers(client);
  private final KubernetesClient operatorClient = server.operatorClient();
  private ReconcileLoop operator = newOperator(operatorClient);

  /** Number of consecutive reconciliations that failed or may fail. */
  private int failures;

  /** Reports of servers during a canary. */
  CanaryReports reports = pods -> List.of();

  /** Runs between the decision of the operator and its write of the status. */
  Runnable beforeStatus = () -> {};

  /** Replaces the operator by one without state in memory. */
  public void restartOperator() {
    operator = newOperator(operatorClient);
  }

  private ReconcileLoop newOperator(KubernetesClient its) {
    return new ReconcileLoop(
        its,
        TestConfig.defaults(),
        new TestClock(),
        pods -> reports.of(pods),
        new StageEvents(its),
        new CanaryEvents(its),
        new StageTransitionLog(),
        new JobMetrics(metrics));
  }

  public void apply() throws IOException {
    apply("", "");
  }

  public void apply(String from, String to) throws IOException {
    client.resource(AdaptationJobYaml.read(yaml(from, to))).create();
  }

  /** A job with a queue that has not admitted its first Job. */
  Job applyQueued(String queue) throws IOException {
    AdaptationJob queued = AdaptationJobYaml.read(YAML);
    queued.getMetadata().setLabels(Map.of("kueue.x-k8s.io/queue-name", queue));
    client.resource(queued).create();
    reconcile();
    end(jobs().get(0), "Suspended");
    return jobs().get(0);
  }

  public void edit(String from, String to) throws IOException {
    AdaptationJob edited = AdaptationJobYaml.read(yaml(from, to));
    client
        .resource(job())
        .edit(
            known -> {
              known.setSpec(edited.getSpec());
              return known;
            });
  }

  /** Without edits the manifest is unchanged. */
  private static String yaml(String from, String to) {
    return from.isEmpty() ? YAML : YAML.replace(from, to);
  }

  public AdaptationJob job() {
    return job("night");
  }

  public AdaptationJob job(String name) {
    return client.resources(AdaptationJob.class).inNamespace("vision").withName(name).get();
  }

  AdaptationJobStatus status() {
    return job().getStatus();
  }

  public List<Job> jobs() {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace("vision")
        .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
        .list()
        .getItems();
  }

  public Optional<Job> job(StageName stage) {
    return jobs().stream().filter(job -> Jobs.stage(job) == stage).findFirst();
  }

  public Optional<Deployment> deployment() {
    return deployments().stream().filter(known -> !Labels.isOfCanary(known)).findFirst();
  }

  List<Deployment> deployments() {
    return client.apps().deployments().inNamespace("vision").list().getItems();
  }

  Optional<Service> service() {
    return services().stream().filter(known -> !Labels.isOfCanary(known)).findFirst();
  }

  List<Service> services() {
    return client.services().inNamespace("vision").list().getItems();
  }

  Optional<HorizontalPodAutoscaler> autoscaler() {
    return autoscalers().stream().findFirst();
  }

  List<HorizontalPodAutoscaler> autoscalers() {
    return client
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace("vision")
        .list()
        .getItems();
  }

  List<ConfigMap> configMaps() {
    return client.configMaps().inNamespace("vision").list().getItems();
  }

  /** Runs one reconciliation. */
  public Optional<Duration> reconcile() {
    return reconcile(look());
  }

  /** Runs one reconciliation on an outdated view of the cluster. */
  public Optional<Duration> reconcile(Look then) {
    failures++;
    try {
      Optional<Duration> again = reconcile(operator, operatorClient, then);
      failures = 0;
      return again;
    } finally {
      now = now.plusSeconds(1);
    }
  }

  private Optional<Duration> reconcile(ReconcileLoop cycle, KubernetesClient its, Look then) {
    return cycle.run(then.job(), then.owned(), bare -> write(its, bare), failures - 1);
  }

  /** Runs one reconciliation of another operator with another client. */
  Optional<Duration> reconcileBy(KubernetesClient its) {
    Look look = look();
    return newOperator(its).run(look.job(), look.owned(), bare -> write(its, bare), 0);
  }

  /** The content of a cache. */
  record Look(AdaptationJob job, SecondaryResources owned) {}

  Look look() {
    return new Look(job(), new SecondaryResources(jobs(), deployment(), service(), autoscaler()));
  }

  private AdaptationJob write(KubernetesClient its, AdaptationJob bare) {
    beforeStatus.run();
    return its.resource(bare)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("adaptationjob")
                .withForce(true)
                .build());
  }

  /** Enough rounds for a job without failures. */
  public void play() {
    for (int i = 0; i < ROUNDS; i++) {
      reconcile();
      controllersWork();
    }
  }

  /** Completes running Jobs, and makes the Deployment ready. */
  void controllersWork() {
    jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(this::succeed);
    deployments().forEach(this::getReady);
  }

  public void succeed(Job job) {
    controllers.succeed(job, now);
  }

  /** Completes Jobs with this termination message. */
  public void succeed(Job job, UnaryOperator<TerminationMessage> answer) {
    controllers.succeed(job, now, answer);
  }

  /** Starts the pods, without progress. */
  public void startPods(Job job) {
    controllers.startPods(job, now);
  }

  /** Makes the pod unschedulable. */
  public void leaveUnscheduled(Job job, String why) {
    controllers.leaveUnscheduled(job, why, now);
  }

  public void end(Job job, String condition) {
    controllers.end(job, condition, now);
  }

  /** Evicts the pod; the Job continues. */
  void evict(Job job, int index) {
    controllers.evict(job, index, now);
  }

  void getReady(Deployment deployment) {
    controllers.getReady(deployment);
  }

  /** The new servers do not become ready; the old ones continue to serve. */
  public void missDeadline(Deployment deployment) {
    controllers.missDeadline(deployment);
  }

  /** Deletes objects without an owner, as the garbage collector does. */
  void collectGarbage() {
    Optional<String> owner = Optional.ofNullable(job()).map(job -> job.getMetadata().getUid());
    Stream.of(jobs(), configMaps(), deployments(), services(), autoscalers())
        .flatMap(List::stream)
        .filter(object -> isOrphan(object, owner))
        .forEach(object -> client.resource(object).delete());
  }

  private static boolean isOrphan(HasMetadata object, Optional<String> owner) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return !owners.isEmpty()
        && owners.stream().noneMatch(each -> Optional.of(each.getUid()).equals(owner));
  }

  /** The model in the pod template of the Deployment. */
  public String deployed() {
    return deployment().map(known -> Labels.annotation(known, Labels.MODEL)).orElse(null);
  }

  @Override
  public void close() {
    client.close();
    operatorClient.close();
    server.close();
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
