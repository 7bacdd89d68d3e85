// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
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
import io.pentimento.api.v1alpha1.service.JobReference;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.HttpCanaryReports;
import io.pentimento.operator.observe.CacheTransforms;
import io.pentimento.operator.watch.OwnedObjects;
import io.quarkiverse.operatorsdk.annotations.RBACRule;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reconciles a service whenever it, its servers, or the job that it refers to change. */
@ControllerConfiguration(
    name = RestorationServiceReconciler.NAME,
    informer = @Informer(itemStore = ServiceCache.Store.class))
@RBACRule(
    apiGroups = "pentimento.io",
    resources = "restorationservices",
    verbs = {"list", "watch", "patch"})
@RBACRule(apiGroups = "pentimento.io", resources = "restorationservices/status", verbs = "patch")
@RBACRule(
    apiGroups = "pentimento.io",
    resources = "restorationservices/finalizers",
    verbs = "update")
@RBACRule(
    apiGroups = "pentimento.io",
    resources = "adaptationjobs",
    verbs = {"list", "watch"})
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
@RBACRule(apiGroups = "", resources = "pods", verbs = "list")
@RBACRule(apiGroups = "events.k8s.io", resources = "events", verbs = "create")
public final class RestorationServiceReconciler implements Reconciler<RestorationService> {
  /** Field manager of the status too. */
  public static final String NAME = "restorationservice";

  private static final OwnedObjects<RestorationService> OWNED = OwnedObjects.OF_SERVICES;

  private final ServiceLoop cycle;
  private final ServiceMetrics metrics;

  public RestorationServiceReconciler(
      KubernetesClient client, OperatorConfig config, Clock clock, MeterRegistry registry) {
    this.metrics = new ServiceMetrics(registry);
    this.cycle =
        new ServiceLoop(
            client, config, clock, new HttpCanaryReports(), new ServiceEvents(client), metrics);
  }

  @Override
  public UpdateControl<RestorationService> reconcile(
      RestorationService service, Context<RestorationService> context) {
    UpdateControl<RestorationService> done = UpdateControl.noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      return done;
    }
    return cycle
        .run(
            service,
            view(service, context),
            bare -> context.resourceOperations().serverSideApplyPrimaryStatus(bare),
            context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0))
        .map(done::rescheduleAfter)
        .orElse(done);
  }

  @Override
  public List<EventSource<?, RestorationService>> prepareEventSources(
      EventSourceContext<RestorationService> context) {
    metrics.countServices(() -> context.getPrimaryCache().list());
    return List.of(
        OWNED.informer(Deployment.class, context),
        OWNED.informer(Service.class, context),
        OWNED.informer(HorizontalPodAutoscaler.class, context),
        jobs(context));
  }

  private static InformerEventSource<AdaptationJob, RestorationService> jobs(
      EventSourceContext<RestorationService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(AdaptationJob.class, RestorationService.class)
            .withSecondaryToPrimaryMapper(job -> referringTo(job, context))
            .withPrimaryToSecondaryMapper(RestorationServiceReconciler::job)
            .withNamespacesInheritedFromController()
            .withItemStore(CacheTransforms.store())
            .build(),
        context);
  }

  private static Set<ResourceID> referringTo(
      AdaptationJob job, EventSourceContext<RestorationService> context) {
    return context
        .getPrimaryCache()
        .list(service -> job(service).contains(ResourceID.fromResource(job)))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> job(RestorationService service) {
    JobReference reference = service.getSpec() == null ? null : service.getSpec().model().jobRef();
    return reference == null
        ? Set.of()
        : Set.of(new ResourceID(reference.name(), service.getMetadata().getNamespace()));
  }

  private static ServiceView view(RestorationService service, Context<RestorationService> context) {
    return new ServiceView(
        context.getSecondaryResourcesAsStream(AdaptationJob.class).findFirst(),
        OWNED.find(service, context, Deployment.class).findFirst(),
        OWNED.find(service, context, Service.class).findFirst(),
        OWNED.find(service, context, HorizontalPodAutoscaler.class).findFirst());
  }
}
