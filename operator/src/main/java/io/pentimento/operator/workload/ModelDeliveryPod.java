// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.pentimento.api.v1alpha1.service.GateRequirement;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.operator.OperatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The init container that verifies a published model and pulls it into a volume of the pod, before
 * the server starts. The pod reads Secret and ConfigMap; the operator reads neither.
 *
 * @param uri address of the model by digest
 * @param image with the program
 * @param isMounted whether the node mounts the model, so that only the evidence is verified
 */
public record ModelDeliveryPod(
    RestorationServiceSpec spec,
    String uri,
    String image,
    boolean isMounted,
    OperatorConfig config) {
  /** Name of the container and of the volume. */
  public static final String NAME = "model";

  private static final List<String> COMMAND =
      List.of(
          "java",
          "-cp",
          "/opt/pentimento/lib/main/*",
          "io.pentimento.registry.delivery.DeliverModel");
  private static final String EVIDENCE = "evidence";
  private static final String EVIDENCE_FOLDER = "/evidence";
  private static final String KEYS = "keys";
  private static final String KEYS_FOLDER = "/keys";
  private static final String SECRET = "registry";
  private static final String SECRET_FOLDER = "/registry";

  Container container() {
    return Pods.restricted(
            new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withImagePullPolicy(config.imagePullPolicy())
                .withCommand(COMMAND)
                .withArgs(arguments())
                .withEnvFrom(presence())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", new Quantity("100m"))
                .addToRequests("memory", new Quantity("256Mi"))
                .addToLimits("memory", new Quantity("512Mi"))
                .endResources()
                .build())
        .addAllToVolumeMounts(mounts())
        .build();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(uri, folder()));
    keys().ifPresent(name -> arguments.addAll(List.of("--keys", KEYS_FOLDER)));
    secret().ifPresent(name -> arguments.addAll(List.of("--secret", SECRET_FOLDER)));
    if (spec.verification().gate() == GateRequirement.ANY) {
      arguments.add("--any-gate");
    }
    if (isMounted) {
      arguments.add("--evidence-only");
    }
    return arguments;
  }

  /**
   * A missing volume source is only reported by an event, a missing source of variables by the
   * status of the container. So the volumes are optional, and variables that nothing reads are not.
   */
  private List<EnvFromSource> presence() {
    List<EnvFromSource> sources = new ArrayList<>();
    keys()
        .map(
            name ->
                new EnvFromSourceBuilder()
                    .withPrefix("KEYS_")
                    .withNewConfigMapRef(name, false)
                    .build())
        .ifPresent(sources::add);
    secret()
        .map(
            name ->
                new EnvFromSourceBuilder()
                    .withPrefix("REGISTRY_")
                    .withNewSecretRef(name, false)
                    .build())
        .ifPresent(sources::add);
    return sources;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>(List.of(mount(target(), folder(), false)));
    keys().ifPresent(name -> mounts.add(mount(KEYS, KEYS_FOLDER, true)));
    secret().ifPresent(name -> mounts.add(mount(SECRET, SECRET_FOLDER, true)));
    return mounts;
  }

  List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(new VolumeBuilder().withName(target()).withNewEmptyDir().endEmptyDir().build());
    if (isMounted) {
      volumes.add(imageVolume());
    }
    keys()
        .map(
            name ->
                new VolumeBuilder()
                    .withName(KEYS)
                    .withNewConfigMap()
                    .withName(name)
                    .withOptional(true)
                    .endConfigMap()
                    .build())
        .ifPresent(volumes::add);
    secret()
        .map(
            name ->
                new VolumeBuilder()
                    .withName(SECRET)
                    .withNewSecret()
                    .withSecretName(name)
                    .withOptional(true)
                    .endSecret()
                    .build())
        .ifPresent(volumes::add);
    return volumes;
  }

  /** Mounts of the server. */
  List<VolumeMount> serverMounts() {
    VolumeMount model = mount(NAME, ModelFiles.FOLDER, true);
    return isMounted ? List.of(model, mount(EVIDENCE, EVIDENCE_FOLDER, true)) : List.of(model);
  }

  /** Variables of the server. */
  List<EnvVar> serverVariables() {
    return isMounted
        ? List.of(Pods.variable("PENTIMENTO_EVIDENCE_PATH", EVIDENCE_FOLDER + "/evidence"))
        : List.of();
  }

  /** The secret with which the node pulls a mounted model. */
  Optional<String> pullSecret() {
    return isMounted ? secret() : Optional.empty();
  }

  /** The digest in the reference makes the node verify every byte. */
  private Volume imageVolume() {
    return new VolumeBuilder()
        .withName(NAME)
        .withNewImage("IfNotPresent", uri.substring("oci://".length()))
        .build();
  }

  private String target() {
    return isMounted ? EVIDENCE : NAME;
  }

  private String folder() {
    return isMounted ? EVIDENCE_FOLDER : ModelFiles.FOLDER;
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }

  private Optional<String> keys() {
    return Optional.ofNullable(spec.verification().publicKeys())
        .map(keys -> keys.configMapRef().name());
  }

  private Optional<String> secret() {
    return Optional.ofNullable(spec.model().secretRef()).map(secret -> secret.name());
  }
}
