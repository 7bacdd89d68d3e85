// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.serving.AutoscalerType;
import io.pentimento.api.v1alpha1.serving.DeletionPolicy;
import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import io.pentimento.api.v1alpha1.serving.ServingSpec;
import io.pentimento.operator.OperatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of the servers of one model.
 *
 * @param previous the model that serves until the rollout is complete; null if there is none
 * @param pods template of their pods; null for that of the owner
 * @param canary whose servers they compare themselves with, while there are any
 */
public record ServingWorkload(
    ServingOwner owner,
    ModelToServe model,
    @Nullable ModelToServe previous,
    @Nullable PodTemplateSpec pods,
    Optional<CanarySpec> canary,
    OperatorConfig config) {
  static final String CONTAINER = "server";
  private static final String HTTP = "http";
  private static final int PORT = 8080;
  private static final int SERVICE_PORT = 80;
  private static final int PROBE_SECONDS = 5;

  /**
   * A server that computes on all processors of a busy node answers late, and must not be killed.
   */
  private static final int PROBE_TIMEOUT_SECONDS = 5;

  /** Uses the pod template of the owner. */
  public ServingWorkload(
      ServingOwner owner,
      ModelToServe model,
      @Nullable ModelToServe previous,
      OperatorConfig config) {
    this(owner, model, previous, null, config);
  }

  /** With the canary of the spec. */
  public ServingWorkload(
      ServingOwner owner,
      ModelToServe model,
      @Nullable ModelToServe previous,
      @Nullable PodTemplateSpec pods,
      OperatorConfig config) {
    this(owner, model, previous, pods, owner.spec().canary(), config);
  }

  /** Servers that do not look for a canary. */
  ServingWorkload withoutCanary() {
    return new ServingWorkload(owner, model, previous, pods, Optional.empty(), config);
  }

  /**
   * Adds the digest of the manifest, by which the operator sees whether it was applied. The
   * generation is not part of the digest: most edits of the owner change nothing here.
   */
  public Deployment deployment() {
    Deployment plain = plain();
    return new DeploymentBuilder(plain)
        .editMetadata()
        .addToAnnotations(Labels.APPLIED, Names.hash(Serialization.asJson(plain)))
        .addToAnnotations(Labels.GENERATION, owner.generation())
        .endMetadata()
        .build();
  }

  private Deployment plain() {
    return new DeploymentBuilder()
        .withMetadata(
            metadata()
                .addToAnnotations(Labels.MODEL, model.digest())
                .addToAnnotations(owner.models().location(), model.location())
                .addToAnnotations(previously())
                .addToAnnotations(scaling())
                .build())
        .withNewSpec()
        .withReplicas(owner.spec().replicas())
        .withProgressDeadlineSeconds(Math.toIntExact(config.rolloutDeadline().toSeconds()))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(selector())
        .endSelector()
        .withTemplate(pods == null ? template() : pods)
        .endSpec()
        .build();
  }

  public Service service() {
    return new ServiceBuilder()
        .withMetadata(metadata().build())
        .withNewSpec()
        .withSelector(selector())
        .addNewPort()
        .withName(HTTP)
        .withPort(SERVICE_PORT)
        .withNewTargetPort(HTTP)
        .endPort()
        .endSpec()
        .build();
  }

  /** The operator writes the number of servers only if the spec has one. */
  private Map<String, String> scaling() {
    return owner.spec().replicas() == null ? Map.of(Labels.REPLICAS, Labels.UNMANAGED) : Map.of();
  }

  /** The autoscaler of the spec; empty if there is none or an external one. */
  public Optional<HorizontalPodAutoscaler> autoscaler() {
    return Optional.ofNullable(owner.spec().autoscaling())
        .filter(settings -> settings.type() == AutoscalerType.HORIZONTAL_POD_AUTOSCALER)
        .map(settings -> AutoscalerWorkload.of(deployment(), owner.annotations(), settings));
  }

  private Map<String, String> previously() {
    return previous == null
        ? Map.of()
        : new TreeMap<>(
            Map.of(
                Labels.PREVIOUS_MODEL,
                previous.digest(),
                owner.models().previousLocation(),
                previous.location()));
  }

  private PodTemplateSpec template() {
    ModelFiles files = owner.models().files(model, config);
    PodTemplateSpec ours =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(owner.labels())
            .addToAnnotations(Labels.MODEL, model.digest())
            .endMetadata()
            .withNewSpec()
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(Pods.securityContext(config))
            .withImagePullSecrets(Pods.pullSecrets(config))
            .addAllToImagePullSecrets(files.pullSecrets())
            .withInitContainers(files.deliveries())
            .withContainers(container(files))
            .withVolumes(files.volumes())
            .addToVolumes(Pods.temporary())
            .endSpec()
            .build();
    PodTemplateSpec merged = PodTemplates.merge(ours, owner.spec().podTemplate());
    return Gpus.injectDeviceEnv(Deliveries.enforce(merged, files.deliveries()), CONTAINER);
  }

  private List<EnvVar> environment(ServingSpec spec, ModelFiles files) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(Pods.NO_TELEMETRY);
    environment.add(
        Pods.variable("PENTIMENTO_MODEL_PATH", ModelFiles.FOLDER + "/" + files.graph()));
    if (spec.precision() == ServingPrecision.FLOAT16) {
      environment.add(Pods.variable("PENTIMENTO_MODEL_PRECISION", "Float16"));
    }
    environment.addAll(files.environment());
    canary.ifPresent(settings -> environment.addAll(comparison(settings)));
    return environment;
  }

  /** Permanent, so that a canary does not restart the servers that it is compared with. */
  private List<EnvVar> comparison(CanarySpec settings) {
    return List.of(
        Pods.variable("PENTIMENTO_CANARY_URL", "http://" + Names.canary(owner.name())),
        Pods.variable(
            "PENTIMENTO_CANARY_SAMPLE_FRACTION", String.valueOf(settings.sampleFraction())));
  }

  /** A busy node may need minutes to load a model; no liveness probe runs until then. */
  private Probe startup() {
    long seconds = config.rolloutDeadline().toSeconds();
    return probe("/q/health/live")
        .withFailureThreshold(Math.toIntExact(Math.max(1, seconds / PROBE_SECONDS)))
        .build();
  }

  private static ProbeBuilder probe(String path) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(HTTP)
        .endHttpGet()
        .withPeriodSeconds(PROBE_SECONDS)
        .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS);
  }

  private Container container(ModelFiles files) {
    return Pods.restricted(
            new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(files.image())
                .withImagePullPolicy(config.imagePullPolicy())
                .withEnv(environment(owner.spec(), files))
                .addNewPort()
                .withName(HTTP)
                .withContainerPort(PORT)
                .endPort()
                .withResources(
                    Pods.resources(
                        owner.spec().resources(), config.serverCpu(), config.serverMemory()))
                .withStartupProbe(startup())
                .withReadinessProbe(probe("/q/health/ready").build())
                .withLivenessProbe(probe("/q/health/live").withPeriodSeconds(10).build())
                .build())
        .addAllToVolumeMounts(files.mounts())
        .build();
  }

  private ObjectMetaBuilder metadata() {
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withName(owner.name())
            .withNamespace(owner.namespace())
            .withLabels(owner.labels())
            .addToAnnotations(owner.annotations());
    return owner.spec().deletionPolicy() == DeletionPolicy.RETAIN
        ? metadata
        : metadata.withOwnerReferences(owner.reference());
  }

  private Map<String, String> selector() {
    return owner.selector();
  }
}
