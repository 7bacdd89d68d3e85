// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.operator.workload.ServingWorkload;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Manages the Deployment, the Service and the autoscaler of a job or a RestorationService.
 * Annotations of the Deployment record its models.
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
  private final WantedServers wanted;

  public ServingReconciler(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
    this.corrections = new DriftThrottle(config.progressInterval());
    this.services = new DriftCorrector<>(client, config.progressInterval());
    this.autoscalers = new DriftCorrector<>(client, config.progressInterval());
    this.replicas = new ReplicaOwnership(client);
    this.wanted = new WantedServers(config);
  }

  /** Starts servers with a model. */
  public void serve(ServingOwner owner, ModelToServe model, Instant now) {
    serve(owner, deployment(owner), model, Optional.empty(), now);
  }

  /**
   * Restores the servers of a model that served before, after a failed rollout.
   *
   * @param fallback the model, if its location is known from elsewhere than the Deployment
   */
  public void goBack(
      ServingOwner owner, String digest, Optional<ModelToServe> fallback, Instant now) {
    Optional<Deployment> known = deployment(owner);
    Optional<ModelToServe> model =
        known.flatMap(each -> recordedModel(owner, each, digest)).or(() -> fallback);
    if (model.isEmpty()) {
      LOG.warnf(
          "%s: cannot locate the artefact of model %s; servers start after the next training",
          owner, digest);
      return;
    }
    Optional<PodTemplateSpec> good =
        known
            .filter(each -> !Deployments.isRolledOut(each))
            .flatMap(each -> RolloutHistory.lastReadyTemplate(each, digest));
    serve(owner, known, model.get(), good, now);
  }

  private void serve(
      ServingOwner owner,
      Optional<Deployment> known,
      ModelToServe model,
      Optional<PodTemplateSpec> good,
      Instant now) {
    ModelToServe previous =
        known
            .flatMap(each -> lastReadyModel(owner, each))
            .filter(each -> !each.equals(model))
            .orElse(null);
    ServingWorkload workload =
        new ServingWorkload(owner, model, previous, good.orElse(null), config);
    apply(client, workload.service());
    if (known.isEmpty()) {
      Deployment created = apply(client, RolloutHistory.started(workload.deployment(), now));
      replicas.initialize(created, owner.spec().initialReplicas());
    } else if (good.isEmpty()) {
      apply(known.get(), workload.deployment(), now);
    } else if (WantedServers.differ(known.get(), workload)) {
      applyOn(known.get(), RolloutHistory.rolledBack(known.get(), workload.deployment(), now));
    }
  }

  /** Deletes the Deployment last: as long as it exists, the planner repeats this action. */
  public void stop(ServingOwner owner) {
    client
        .resources(HorizontalPodAutoscaler.class)
        .inNamespace(owner.namespace())
        .withName(owner.name())
        .delete();
    client.resources(Service.class).inNamespace(owner.namespace()).withName(owner.name()).delete();
    client
        .resources(Deployment.class)
        .inNamespace(owner.namespace())
        .withName(owner.name())
        .delete();
  }

  /**
   * Applies edits that do not change the model, and corrects changes by others at a limited rate.
   *
   * @param owned the watched objects, which may be stale
   * @return when to reconcile again, if the last correction was too recent
   */
  public Optional<Instant> followSpec(ServingOwner owner, SecondaryResources owned, Instant now) {
    return owned.deployment().stream()
        .filter(seen -> WantedServers.model(owner, seen).isPresent())
        .flatMap(
            seen ->
                Stream.of(
                    followSpec(owner, seen, now),
                    services.correct(wanted.of(owner, seen).service(), owned.service(), now),
                    followAutoscaler(wanted.of(owner, seen).autoscaler(), owned.autoscaler(), now)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private Optional<Instant> followSpec(ServingOwner owner, Deployment seen, Instant now) {
    ServingWorkload workload = wanted.of(owner, seen);
    boolean isRefused =
        WantedServers.wasApplied(seen, workload.deployment())
            && corrections.isUnchangedSinceCorrection(seen);
    if (!WantedServers.differ(seen, workload) || isRefused) {
      return Optional.empty();
    }
    Optional<Instant> later = corrections.nextCorrection(seen, now);
    if (later.isEmpty()) {
      deployment(owner).ifPresent(known -> correct(owner, known, now));
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

  private void correct(ServingOwner owner, Deployment known, Instant now) {
    ServingWorkload workload = wanted.of(owner, known);
    if (WantedServers.differ(known, workload)) {
      apply(client, workload.service());
      corrections.record(apply(known, workload.deployment(), now), now);
      LOG.infof("%s: updated the Deployment to match the spec", owner);
    }
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

  private static Optional<ModelToServe> recordedModel(
      ServingOwner owner, Deployment known, String digest) {
    return Stream.of(WantedServers.model(owner, known), WantedServers.previous(owner, known))
        .flatMap(Optional::stream)
        .filter(model -> model.digest().equals(digest))
        .findFirst();
  }

  /**
   * The model that serves, or that served before the current rollout, possibly with other settings.
   */
  private static Optional<ModelToServe> lastReadyModel(ServingOwner owner, Deployment known) {
    Optional<ModelToServe> latest = WantedServers.model(owner, known);
    boolean wasReady =
        Deployments.isRolledOut(known)
            || latest
                .flatMap(each -> RolloutHistory.lastReadyTemplate(known, each.digest()))
                .isPresent();
    return wasReady ? latest : WantedServers.previous(owner, known);
  }

  private Optional<Deployment> deployment(ServingOwner owner) {
    return Optional.ofNullable(
        client
            .resources(Deployment.class)
            .inNamespace(owner.namespace())
            .withName(owner.name())
            .get());
  }
}
