// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.CanaryReconciler;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.service.ServiceAction;
import io.pentimento.workflow.service.ServiceDecision;
import java.time.Instant;
import java.util.Optional;

/** Carries out decisions about a service. All actions are idempotent. */
final class ServiceActuator {
  private final ServingReconciler servers;
  private final CanaryReconciler canaries;
  private final ImageVolumes imageVolumes;

  ServiceActuator(KubernetesClient client, OperatorConfig config, CanaryReconciler canaries) {
    this.servers = new ServingReconciler(client, config);
    this.canaries = canaries;
    this.imageVolumes = new ImageVolumes(client);
  }

  ServingOwner owner(RestorationService service) {
    return ServingOwner.of(service, imageVolumes.areSupportedFor(service));
  }

  /**
   * @return when to reconcile again, if a correction has to wait
   */
  Optional<Instant> act(
      RestorationService service, ServiceDecision decision, ServiceView view, Instant now) {
    ServingOwner owner = owner(service);
    Optional<Instant> again = act(owner, decision.action(), view, now);
    decision
        .canary()
        .ifPresent(
            steer ->
                canaries.steer(
                    service,
                    owner,
                    steer.target(),
                    steer.model().map(ServiceActuator::model),
                    now));
    CanaryStatus canary = decision.status().canary();
    boolean isInProgress = canary != null && canary.phase().isInProgress();
    if (!isInProgress && decision.canary().isEmpty()) {
      canaries.release(service);
    }
    return again;
  }

  private Optional<Instant> act(
      ServingOwner owner, Optional<ServiceAction> action, ServiceView view, Instant now) {
    if (action.isEmpty()) {
      return servers.followSpec(owner, view.servers(), now);
    }
    if (action.get() instanceof ServiceAction.RollOut rollOut) {
      servers.serve(owner, model(rollOut.model()), now);
    } else if (action.get() instanceof ServiceAction.GoBack goBack) {
      ModelAddress lastGood = goBack.model();
      servers.goBack(owner, lastGood.digest(), Optional.of(model(lastGood)), now);
    } else {
      servers.stop(owner);
    }
    return Optional.empty();
  }

  private static ModelToServe model(ModelAddress address) {
    return new ModelToServe(address.digest(), address.uri());
  }
}
