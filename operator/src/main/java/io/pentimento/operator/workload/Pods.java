// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.pentimento.operator.OperatorConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings of all pods: the restricted Pod Security Standard, and a writable folder. */
final class Pods {
  static final String WORKSPACE = "workspace";
  private static final String TEMPORARY = "tmp";

  /** Without it ONNX Runtime sends file names and metadata of models to its vendor. */
  static final EnvVar NO_TELEMETRY = variable("ORT_DISABLE_TELEMETRY", "1");

  private Pods() {}

  static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  static PodSecurityContext securityContext(OperatorConfig config) {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(config.runAsUser().orElse(null))
        .withFsGroup(config.fsGroup().orElse(null))
        .withFsGroupChangePolicy(config.fsGroup().map(group -> "OnRootMismatch").orElse(null))
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  /** References by name; the kubelet ignores a secret that the namespace lacks. */
  static List<LocalObjectReference> pullSecrets(OperatorConfig config) {
    return config.imagePullSecrets().orElse(List.of()).stream()
        .map(LocalObjectReference::new)
        .toList();
  }

  static ContainerBuilder restricted(Container container) {
    return new ContainerBuilder(container)
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName(TEMPORARY)
        .withMountPath("/tmp")
        .endVolumeMount();
  }

  static Volume temporary() {
    return new VolumeBuilder().withName(TEMPORARY).withNewEmptyDir().endEmptyDir().build();
  }

  static Volume claim(String name, String claimName, boolean readOnly) {
    return new VolumeBuilder()
        .withName(name)
        .withNewPersistentVolumeClaim()
        .withClaimName(claimName)
        .withReadOnly(readOnly ? true : null)
        .endPersistentVolumeClaim()
        .build();
  }

  /** Resources of the job; CPU and memory default to those of the installation. */
  static ResourceRequirements resources(
      @Nullable ResourceRequirements wanted, Quantity cpu, Quantity memory) {
    ResourceRequirementsBuilder builder =
        wanted == null
            ? new ResourceRequirementsBuilder()
            : new ResourceRequirementsBuilder(wanted);
    new TreeMap<>(Map.of("cpu", cpu, "memory", memory))
        .forEach(
            (name, quantity) -> {
              if (!has(builder.getRequests(), name) && !has(builder.getLimits(), name)) {
                builder.addToRequests(name, quantity);
              }
            });
    return builder.build();
  }

  private static boolean has(Map<String, Quantity> quantities, String name) {
    return quantities != null && quantities.containsKey(name);
  }
}
