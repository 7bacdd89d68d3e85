package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.Names;
import io.pentimento.operator.workload.ServingWorkload;
import io.pentimento.workflow.Action;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Manages the Deployment, the Service and the autoscaler of a job. Annotations of the Deployment
 * record its models.
 */
public final class ServingReconciler {
  public static final String FIELD_MANAGER = "pentimento";
  private static final Logger LOG = Logger.getLogger(ServingReconciler.class);

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final DriftThrottle corrections;
  private final DriftCorrector<Service> services;
  private final DriftCorrector<HorizontalPodAutoscaler> autoscalers;
  private final ReplicaOwnership replicas;

  public ServingReconciler(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
    this.corrections = new DriftThrottle(config.progressInterval());
    this.services = new DriftCorrector<>(client, config.progressInterval());
    this.autoscalers = new DriftCorrector<>(client, config.progressInterval());
    this.replicas = new ReplicaOwnership(client);
  }

  /** Starts servers with a model, or restores the previous ones after a failed rollout. */
  public void serve(AdaptationJob job, Action.Serve serve, Instant now) {
    Optional<Deployment> known = deployment(job);
    Optional<ModelToServe> model =
        serve.train() == null
            ? known.flatMap(each -> recordedModel(each, serve.digest()))
            : Optional.of(new ModelToServe(serve.digest(), serve.train().hex()));
    if (model.isEmpty()) {
      LOG.warnf(
          "%s/%s: cannot locate the artefact of model %s; it serves again once it is trained",
          job.getMetadata().getNamespace(), job.getMetadata().getName(), serve.digest());
      return;
    }
    Optional<PodTemplateSpec> good =
        known
            .filter(each -> serve.train() == null && !Deployments.isRolledOut(each))
            .flatMap(each -> RolloutHistory.lastReadyTemplate(each, serve.digest()));
    ModelToServe previous =
        known
            .flatMap(ServingReconciler::lastReadyModel)
            .filter(each -> !each.equals(model.get()))
            .orElse(null);
    ServingWorkload workload =
        new ServingWorkload(job, model.get(), previous, good.orElse(null), config);
    apply(client, workload.service());
    if (known.isEmpty()) {
      Deployment created = apply(client, RolloutHistory.started(workload.deployment(), now));
      replicas.initialize(created, job.getSpec().serving().initialReplicas());
    } else if (good.isEmpty()) {
      apply(known.get(), workload.deployment(), now);
    } else if (differs(known.get(), workload)) {
      applyOn(known.get(), RolloutHistory.rolledBack(known.get(), workload.deployment(), job, now));
    }
  }

  /** Deletes the Deployment last: as long as it exists, the planner repeats this action. */
  public void stop(AdaptationJob job) {
    client
        .resources(HorizontalPodAutoscaler.class)
        .inNamespace(namespace(job))
        .withName(name(job))
        .delete();
    client.resources(Service.class).inNamespace(namespace(job)).withName(name(job)).delete();
    client.resources(Deployment.class).inNamespace(namespace(job)).withName(name(job)).delete();
  }

  /**
   * Applies edits that do not change the model, and corrects changes by others at a limited rate.
   *
   * @param owned the watched objects, which may be stale
   * @return when to reconcile again, if the last correction was too recent
   */
  public Optional<Instant> followSpec(AdaptationJob job, SecondaryResources owned, Instant now) {
    return owned.deployment().stream()
        .flatMap(
            seen ->
                Stream.of(
                    followSpec(job, seen, now),
                    services.correct(wanted(job, seen).service(), owned.service(), now),
                    followAutoscaler(wanted(job, seen).autoscaler(), owned.autoscaler(), now)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private Optional<Instant> followSpec(AdaptationJob job, Deployment seen, Instant now) {
    if (!differs(seen, wanted(job, seen)) || corrections.isUnchangedSinceCorrection(seen)) {
      return Optional.empty();
    }
    Optional<Instant> later = corrections.nextCorrection(seen, now);
    if (later.isEmpty()) {
      deployment(job).ifPresent(known -> correct(job, known, now));
    }
    return later;
  }

  private Optional<Instant> followAutoscaler(
      Optional<HorizontalPodAutoscaler> wanted,
      Optional<HorizontalPodAutoscaler> seen,
      Instant now) {
    if (wanted.isEmpty()) {
      seen.ifPresent(each -> client.resource(each).delete());
      return Optional.empty();
    }
    return autoscalers.correct(wanted.get(), seen, now);
  }

  private void correct(AdaptationJob job, Deployment known, Instant now) {
    ServingWorkload wanted = wanted(job, known);
    if (differs(known, wanted)) {
      apply(client, wanted.service());
      corrections.record(apply(known, wanted.deployment(), now), now);
      LOG.infof(
          "%s/%s: the Deployment is set to what the spec asks for",
          job.getMetadata().getNamespace(), job.getMetadata().getName());
    }
  }

  private static boolean differs(Deployment known, ServingWorkload workload) {
    Deployment wanted = workload.deployment();
    return !Objects.equals(
            Labels.annotation(wanted, Labels.APPLIED), Labels.annotation(known, Labels.APPLIED))
        || Drift.isIn(known, wanted);
  }

  private ServingWorkload wanted(AdaptationJob job, Deployment known) {
    ModelToServe model = model(known, Labels.MODEL, Labels.TRAIN_KEY).orElseThrow();
    ModelToServe previous =
        model(known, Labels.PREVIOUS_MODEL, Labels.PREVIOUS_TRAIN_KEY).orElse(null);
    PodTemplateSpec pods =
        RolloutHistory.isRolledBack(known, job)
            ? RolloutHistory.lastReadyTemplate(known, model.digest()).orElse(null)
            : null;
    return new ServingWorkload(job, model, previous, pods, config);
  }

  /** Applies on the known version, so that a decision based on an older Deployment is rejected. */
  private Deployment apply(Deployment known, Deployment wanted, Instant now) {
    return applyOn(known, RolloutHistory.continued(known, wanted, now));
  }

  private Deployment applyOn(Deployment known, Deployment wanted) {
    Deployment base = replicas.release(known, wanted);
    wanted.getMetadata().setResourceVersion(base.getMetadata().getResourceVersion());
    return apply(client, wanted);
  }

  public static <T extends HasMetadata> T apply(KubernetesClient client, T object) {
    return apply(client, object, FIELD_MANAGER);
  }

  static <T extends HasMetadata> T apply(KubernetesClient client, T object, String fieldManager) {
    PatchContext patch =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(fieldManager)
            .withForce(true)
            .build();
    return client.resource(object).patch(patch);
  }

  private static Optional<ModelToServe> recordedModel(Deployment known, String digest) {
    return model(known, Labels.MODEL, Labels.TRAIN_KEY)
        .filter(model -> model.digest().equals(digest))
        .or(
            () ->
                model(known, Labels.PREVIOUS_MODEL, Labels.PREVIOUS_TRAIN_KEY)
                    .filter(model -> model.digest().equals(digest)));
  }

  /**
   * The model that serves, or that served before the current rollout, possibly with other settings.
   */
  private static Optional<ModelToServe> lastReadyModel(Deployment known) {
    Optional<ModelToServe> wanted = model(known, Labels.MODEL, Labels.TRAIN_KEY);
    boolean wasReady =
        Deployments.isRolledOut(known)
            || wanted
                .flatMap(each -> RolloutHistory.lastReadyTemplate(known, each.digest()))
                .isPresent();
    return wasReady ? wanted : model(known, Labels.PREVIOUS_MODEL, Labels.PREVIOUS_TRAIN_KEY);
  }

  private static Optional<ModelToServe> model(Deployment known, String digest, String trainKey) {
    return Optional.ofNullable(Labels.annotation(known, digest))
        .map(value -> new ModelToServe(value, Labels.annotation(known, trainKey)));
  }

  private Optional<Deployment> deployment(AdaptationJob job) {
    return Optional.ofNullable(
        client.resources(Deployment.class).inNamespace(namespace(job)).withName(name(job)).get());
  }

  private static String namespace(AdaptationJob job) {
    return job.getMetadata().getNamespace();
  }

  private static String name(AdaptationJob job) {
    return Names.serving(job);
  }
}
