// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.Controller;
import io.pentimento.integration.cluster.control.Pods;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rolls Deployments out. */
public final class DeploymentController implements Controller {
  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, RolloutClock> clocks = new HashMap<>();

  public DeploymentController(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void look() {
    List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
    for (Deployment deployment : client.apps().deployments().inAnyNamespace().list().getItems()) {
      List<Pod> own =
          pods.stream()
              .filter(pod -> Pods.isOwnedBy(pod, deployment))
              .filter(pod -> !Pods.isBeingDeleted(pod) && !Pods.hasEnded(pod))
              .toList();
      RolloutClock since =
          clocks.computeIfAbsent(deployment.getMetadata().getUid(), uid -> new RolloutClock(clock));
      new RolloutSync(client, deployment, own, since).run();
    }
  }
}
