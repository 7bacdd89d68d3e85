// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
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
import io.pentimento.operator.workload.Labels;
import io.quarkiverse.operatorsdk.annotations.RBACRule;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    InformerEventSource<Job, AdaptationJob> jobs = source(Job.class, context);
    metrics.countPhases(() -> context.getPrimaryCache().list());
    metrics.countShards(jobs::list);
    return List.of(
        jobs,
        source(Deployment.class, context),
        source(Service.class, context),
        source(HorizontalPodAutoscaler.class, context),
        series);
  }

  private static <R extends HasMetadata> InformerEventSource<R, AdaptationJob> source(
      Class<R> type, EventSourceContext<AdaptationJob> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, AdaptationJob.class)
            .withLabelSelector(Labels.SELECTOR)
            .withSecondaryToPrimaryMapper(AdaptationJobReconciler::owner)
            .withNamespacesInheritedFromController()
            .withItemStore(CacheTransforms.store())
            .build(),
        context);
  }

  /** Uses an annotation, because a Deployment with deletionPolicy Retain has no owner reference. */
  private static Set<ResourceID> owner(HasMetadata object) {
    return Optional.ofNullable(Labels.annotation(object, Labels.JOB_NAME))
        .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private static SecondaryResources secondaryResources(
      AdaptationJob job, Context<AdaptationJob> context) {
    return new SecondaryResources(
        own(job, context, Job.class).toList(),
        own(job, context, Deployment.class).filter(each -> !Labels.isOfCanary(each)).findFirst(),
        own(job, context, Service.class).filter(each -> !Labels.isOfCanary(each)).findFirst(),
        own(job, context, HorizontalPodAutoscaler.class).findFirst());
  }

  /** Excludes objects of a deleted job of the same name. */
  private static <R extends HasMetadata> Stream<R> own(
      AdaptationJob job, Context<AdaptationJob> context, Class<R> type) {
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(
            object ->
                job.getMetadata()
                    .getUid()
                    .equals(object.getMetadata().getLabels().get(Labels.JOB_UID)));
  }
}
