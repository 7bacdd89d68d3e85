// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The environment variables of a container. */
record Environment(KubernetesClient client) {
  Map<String, String> of(Pod pod, Container container) throws NotStarted {
    Map<String, String> variables = new HashMap<>();
    for (EnvFromSource source : container.getEnvFrom()) {
      variables.putAll(secret(pod, source));
    }
    for (EnvVar variable : container.getEnv()) {
      variables.put(variable.getName(), value(pod, variable));
    }
    return variables;
  }

  private Map<String, String> secret(Pod pod, EnvFromSource source) throws NotStarted {
    String name = source.getSecretRef().getName();
    Secret secret =
        client.secrets().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    if (secret == null) {
      throw new NotStarted("CreateContainerConfigError", "secret \"%s\" not found".formatted(name));
    }
    Map<String, String> variables = new HashMap<>();
    secret
        .getData()
        .forEach((key, value) -> variables.put(source.getPrefix() + key, decoded(value)));
    return variables;
  }

  private static String decoded(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static String value(Pod pod, EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue() == null ? "" : variable.getValue();
    }
    return PodFields.value(pod, variable.getValueFrom().getFieldRef());
  }
}
