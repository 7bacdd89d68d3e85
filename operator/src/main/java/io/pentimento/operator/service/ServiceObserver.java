// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.serving.WantedServers;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.service.ServiceObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observes the servers of a service. Pods are read only while servers are not all ready. */
record ServiceObserver(KubernetesClient client, WantedServers wanted) {

  /**
   * @param owner the service as the owner of servers
   */
  ServiceObservation observe(
      RestorationService service, ServingOwner owner, ServiceView view, CanaryObservation canary) {
    return new ServiceObservation(
        view.job(),
        view.deployment()
            .map(deployment -> serving(service, owner, deployment))
            .orElseGet(ServingState::none),
        view.deployment().map(ServiceObserver::addresses).orElse(Map.of()),
        canary,
        Labels.selector(service).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(",")));
  }

  private ServingState serving(
      RestorationService service, ServingOwner owner, Deployment deployment) {
    List<Pod> pods = Deployments.isRolledOut(deployment) ? List.of() : pods(service);
    return Deployments.serving(deployment, wanted.areAppliedTo(deployment, owner), pods);
  }

  private List<Pod> pods(RestorationService service) {
    return client
        .pods()
        .inNamespace(service.getMetadata().getNamespace())
        .withLabels(Labels.selector(service))
        .list()
        .getItems();
  }

  /** The addresses of the models in the annotations of the Deployment, by digest. */
  private static Map<String, String> addresses(Deployment deployment) {
    Map<String, String> addresses = new HashMap<>();
    putAddress(
        Labels.annotation(deployment, Labels.PREVIOUS_MODEL),
        Labels.annotation(deployment, Labels.PREVIOUS_MODEL_URI),
        addresses);
    putAddress(
        Labels.annotation(deployment, Labels.MODEL),
        Labels.annotation(deployment, Labels.MODEL_URI),
        addresses);
    return addresses;
  }

  private static void putAddress(
      @Nullable String digest, @Nullable String uri, Map<String, String> addresses) {
    if (digest != null && uri != null) {
      addresses.put(digest, uri);
    }
  }
}
