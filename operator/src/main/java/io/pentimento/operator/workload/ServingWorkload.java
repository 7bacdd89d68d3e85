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
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.serving.AutoscalerType;
import io.pentimento.api.v1alpha1.serving.DeletionPolicy;
import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.OperatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The manifests of the servers of one model.
 *
 * @param previous the model that serves meanwhile; null if there is none
 * @param pods template of their pods; null for that of the job
 * @param canary whose servers they compare themselves with, while there are any
 */
public record ServingWorkload(
    AdaptationJob job,
    ModelToServe model,
    ModelToServe previous,
    PodTemplateSpec pods,
    Optional<CanarySpec> canary,
    OperatorConfig config) {
  static final String CONTAINER = "server";
  private static final String HTTP = "http";
  private static final int PORT = 8080;
  private static final int SERVICE_PORT = 80;
  private static final String MODEL_FOLDER = "/model";
  private static final int PROBE_SECONDS = 5;

  /** Uses the pod template of the job. */
  public ServingWorkload(
      AdaptationJob job, ModelToServe model, ModelToServe previous, OperatorConfig config) {
    this(job, model, previous, null, config);
  }

  /** With the canary that the job asks for. */
  public ServingWorkload(
      AdaptationJob job,
      ModelToServe model,
      ModelToServe previous,
      PodTemplateSpec pods,
      OperatorConfig config) {
    this(job, model, previous, pods, job.getSpec().serving().canary(), config);
  }

  /** Servers that do not look for a canary. */
  ServingWorkload withoutCanary() {
    return new ServingWorkload(job, model, previous, pods, Optional.empty(), config);
  }

  /** Adds the digest of the manifest, by which the operator sees whether it was applied. */
  public Deployment deployment() {
    Deployment plain = plain();
    return new DeploymentBuilder(plain)
        .editMetadata()
        .addToAnnotations(Labels.APPLIED, Names.hash(Serialization.asJson(plain)))
        .endMetadata()
        .build();
  }

  private Deployment plain() {
    return new DeploymentBuilder()
        .withMetadata(
            metadata()
                .addToAnnotations(Labels.MODEL, model.digest())
                .addToAnnotations(Labels.TRAIN_KEY, model.trainKey())
                .addToAnnotations(Labels.GENERATION, generation())
                .addToAnnotations(previously())
                .addToAnnotations(scaling())
                .build())
        .withNewSpec()
        .withReplicas(job.getSpec().serving().replicas())
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
    return job.getSpec().serving().replicas() == null
        ? Map.of(Labels.REPLICAS, Labels.UNMANAGED)
        : Map.of();
  }

  /** The autoscaler of the spec; empty if there is none or an external one. */
  public Optional<HorizontalPodAutoscaler> autoscaler() {
    return Optional.ofNullable(job.getSpec().serving().autoscaling())
        .filter(settings -> settings.type() == AutoscalerType.HORIZONTAL_POD_AUTOSCALER)
        .map(settings -> AutoscalerWorkload.of(deployment(), settings));
  }

  private Map<String, String> previously() {
    return previous == null
        ? Map.of()
        : new TreeMap<>(
            Map.of(
                Labels.PREVIOUS_MODEL, previous.digest(),
                Labels.PREVIOUS_TRAIN_KEY, previous.trainKey()));
  }

  private PodTemplateSpec template() {
    PodTemplateSpec ours =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.of(job, StageName.SERVE))
            .addToAnnotations(Labels.MODEL, model.digest())
            .endMetadata()
            .withNewSpec()
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(Pods.securityContext(config))
            .withImagePullSecrets(Pods.pullSecrets(config))
            .withContainers(container())
            .withVolumes(
                Pods.claim(
                    Pods.WORKSPACE,
                    job.getSpec().workspace().persistentVolumeClaim().claimName(),
                    true),
                Pods.temporary())
            .endSpec()
            .build();
    return Gpus.injectDeviceEnv(
        PodTemplates.merge(ours, job.getSpec().serving().podTemplate()), CONTAINER);
  }

  private String generation() {
    return String.valueOf(job.getMetadata().getGeneration());
  }

  private boolean isModule() {
    return job.getSpec().restorer().architecture() == RestorerArchitecture.TORCH_SCRIPT;
  }

  private List<EnvVar> environment() {
    EnvVar path =
        Pods.variable(
            "PENTIMENTO_MODEL_PATH", MODEL_FOLDER + (isModule() ? "/adapted.pt" : "/adapted.onnx"));
    List<EnvVar> variables = new ArrayList<>(List.of(Pods.NO_TELEMETRY, path));
    if (job.getSpec().serving().precision() != ServingPrecision.FLOAT32) {
      variables.add(Pods.variable("PENTIMENTO_MODEL_PRECISION", "Float16"));
    }
    canary.ifPresent(settings -> variables.addAll(comparison(settings)));
    return variables;
  }

  /** Permanent, so that a canary does not restart the servers that it is compared with. */
  private List<EnvVar> comparison(CanarySpec settings) {
    return List.of(
        Pods.variable("PENTIMENTO_CANARY_URL", "http://" + Names.canary(job)),
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
        .withPeriodSeconds(PROBE_SECONDS);
  }

  private Container container() {
    return Pods.restricted(
            new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(isModule() ? config.torchScriptServerImage() : config.serverImage())
                .withImagePullPolicy(config.imagePullPolicy())
                .withEnv(environment())
                .addNewPort()
                .withName(HTTP)
                .withContainerPort(PORT)
                .endPort()
                .withResources(
                    Pods.resources(
                        job.getSpec().serving().resources(),
                        config.serverCpu(),
                        config.serverMemory()))
                .withStartupProbe(startup())
                .withReadinessProbe(probe("/q/health/ready").build())
                .withLivenessProbe(probe("/q/health/live").withPeriodSeconds(10).build())
                .build())
        .addNewVolumeMount()
        .withName(Pods.WORKSPACE)
        .withMountPath(MODEL_FOLDER)
        .withSubPath("artifacts/train/" + model.trainKey())
        .withReadOnly(true)
        .endVolumeMount()
        .build();
  }

  private ObjectMetaBuilder metadata() {
    ObjectMetaBuilder metadata =
        new ObjectMetaBuilder()
            .withName(Names.serving(job))
            .withNamespace(job.getMetadata().getNamespace())
            .withLabels(Labels.of(job, StageName.SERVE))
            .addToAnnotations(Labels.JOB_NAME, job.getMetadata().getName());
    return job.getSpec().serving().deletionPolicy() == DeletionPolicy.RETAIN
        ? metadata
        : metadata.withOwnerReferences(Owners.of(job));
  }

  private Map<String, String> selector() {
    return Labels.selector(job, StageName.SERVE);
  }
}
