// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Creates pods from templates, with the defaults of an API server. */
public final class PodTemplates {
  private static final int SUFFIX = 5;
  private static final long GRACE_PERIOD_SECONDS = 30;

  private PodTemplates() {}

  /** A pod of this owner with a new name. */
  public static PodBuilder pod(PodTemplateSpec template, HasMetadata owner, String prefix) {
    String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(prefix + "-" + suffix)
            .withNamespace(owner.getMetadata().getNamespace())
            .withLabels(copy(template.getMetadata().getLabels()))
            .withAnnotations(copy(template.getMetadata().getAnnotations()))
            .addNewOwnerReference()
            .withApiVersion(owner.getApiVersion())
            .withKind(owner.getKind())
            .withName(owner.getMetadata().getName())
            .withUid(owner.getMetadata().getUid())
            .withController(true)
            .withBlockOwnerDeletion(true)
            .endOwnerReference()
            .endMetadata()
            .withSpec(template.getSpec())
            .withNewStatus()
            .withPhase("Pending")
            .endStatus();
    return template.getSpec().getTerminationGracePeriodSeconds() == null
        ? pod.editSpec().withTerminationGracePeriodSeconds(GRACE_PERIOD_SECONDS).endSpec()
        : pod;
  }

  private static Map<String, String> copy(Map<String, String> known) {
    return new HashMap<>(Optional.ofNullable(known).orElse(Map.of()));
  }
}
