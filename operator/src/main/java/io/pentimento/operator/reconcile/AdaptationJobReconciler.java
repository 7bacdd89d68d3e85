// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.HttpCanaryReports;
import io.pentimento.operator.events.CanaryEvents;
import io.pentimento.operator.events.StageEvents;
import io.pentimento.operator.events.StageTransitionLog;
import io.pentimento.operator.metrics.JobInfoGauges;
import io.pentimento.operator.metrics.JobMetrics;
import io.pentimento.operator.observe.CacheTransforms;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.watch.OwnedObjects;
import io.pentimento.operator.workload.Labels;
import io.quarkiverse.operatorsdk.annotations.RBACRule;
import java.time.Clock;
import java.util.List;

/** Reconciles a job when it, one of its Jobs, its Deployment, Service or autoscaler changes. */
@ControllerConfiguration(
    name = AdaptationJobReconciler.NAME,
    generationAwareEventProcessing = false,
    informer =
        @Informer(itemStore = CacheTransforms.Store.class, onUpdateFilter = RelevantUpdates.class))
@RBACRule(
    apiGroups = "pentimento.io",
    resources = "adaptationjobs",
    verbs = {"list", "watch", "patch", "delete"})
@RBACRule(apiGroups = "pentimento.io", resources = "adaptationjobs/status", verbs = "patch")
@RBACRule(apiGroups = "pentimento.io", resources = "adaptationjobs/finalizers", verbs = "update")
@RBACRule(
    apiGroups = "batch",
    resources = "jobs",
    verbs = {"list", "watch", "create", "delete"})
@RBACRule(
    apiGroups = "apps",
    resources = "deployments",
    verbs = {"get", "list", "watch", "create", "patch", "delete"})
@RBACRule(
    apiGroups = "autoscaling",
    resources = "horizontalpodautoscalers",
    verbs = {"get", "list", "watch", "create", "patch", "delete"})
@RBACRule(
    apiGroups = "gateway.networking.k8s.io",
    resources = "httproutes",
    verbs = {"get", "patch"})
@RBACRule(apiGroups = "kueue.x-k8s.io", resources = "workloads", verbs = "list")
@RBACRule(
    apiGroups = "visibility.kueue.x-k8s.io",
    resources = "localqueues/pendingworkloads",
    verbs = "get")
@RBACRule(
    apiGroups = "",
    resources = "services",
    verbs = {"get", "list", "watch", "create", "patch", "delete"})
@RBACRule(
    apiGroups = "",
    resources = "configmaps",
    verbs = {"get", "create", "patch"})
@RBACRule(
    apiGroups = "",
    resources = {"pods", "events"},
    verbs = "list")
@RBACRule(apiGroups = "", resources = "pods/log", verbs = "get")
@RBACRule(apiGroups = "events.k8s.io", resources = "events", verbs = "create")
@RBACRule(
    apiGroups = "coordination.k8s.io",
    resources = "leases",
    verbs = {"get", "create", "update", "patch"})
public final class AdaptationJobReconciler implements Reconciler<AdaptationJob> {
  /** Name of the controller, and field manager of the status. */
  public static final String NAME = "adaptationjob";

  private static final OwnedObjects<AdaptationJob> OWNED = OwnedObjects.OF_JOBS;

  private final ReconcileLoop cycle;
  private final JobMetrics metrics;
  private final JobInfoGauges series;

  public AdaptationJobReconciler(
      KubernetesClient client, OperatorConfig config, Clock clock, MeterRegistry registry) {
    this.metrics = new JobMetrics(registry);
    this.series = new JobInfoGauges(registry);
    this.cycle =
        new ReconcileLoop(
            client,
            config,
            clock,
            new HttpCanaryReports(),
            new StageEvents(client),
            new CanaryEvents(client),
            new StageTransitionLog(),
            metrics);
  }

  @Override
  public UpdateControl<AdaptationJob> reconcile(AdaptationJob job, Context<AdaptationJob> context) {
    return context.isPrimaryResourceDeleted()
        ? UpdateControl.noUpdate()
        : metrics.countActive(() -> runLoop(job, context));
  }

  private UpdateControl<AdaptationJob> runLoop(AdaptationJob job, Context<AdaptationJob> context) {
    UpdateControl<AdaptationJob> done = UpdateControl.noUpdate();
    return cycle
        .run(
            job,
            secondaryResources(job, context),
            bare -> context.resourceOperations().serverSideApplyPrimaryStatus(bare),
            context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0))
        .map(done::rescheduleAfter)
        .orElse(done);
  }

  @Override
  public List<EventSource<?, AdaptationJob>> prepareEventSources(
      EventSourceContext<AdaptationJob> context) {
    InformerEventSource<Job, AdaptationJob> jobs = OWNED.informer(Job.class, context);
    metrics.countPhases(() -> context.getPrimaryCache().list());
    metrics.countShards(jobs::list);
    return List.of(
        jobs,
        OWNED.informer(Deployment.class, context),
        OWNED.informer(Service.class, context),
        OWNED.informer(HorizontalPodAutoscaler.class, context),
        series);
  }

  private static SecondaryResources secondaryResources(
      AdaptationJob job, Context<AdaptationJob> context) {
    return new SecondaryResources(
        OWNED.find(job, context, Job.class).toList(),
        OWNED
            .find(job, context, Deployment.class)
            .filter(each -> !Labels.isOfCanary(each))
            .findFirst(),
        OWNED
            .find(job, context, Service.class)
            .filter(each -> !Labels.isOfCanary(each))
            .findFirst(),
        OWNED.find(job, context, HorizontalPodAutoscaler.class).findFirst());
  }
}
