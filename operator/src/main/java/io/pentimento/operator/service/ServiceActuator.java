package io.pentimento.operator.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.service.ServiceAction;
import java.time.Instant;
import java.util.Optional;

/** Carries out decisions about a service. All actions are idempotent. */
final class ServiceActuator {
  private final ServingReconciler servers;
  private final ImageVolumes imageVolumes;

  ServiceActuator(KubernetesClient client, OperatorConfig config) {
    this.servers = new ServingReconciler(client, config);
    this.imageVolumes = new ImageVolumes(client);
  }

  /**
   * @return when to reconcile again, if a correction has to wait
   */
  Optional<Instant> act(
      RestorationService service, Optional<ServiceAction> action, ServiceView view, Instant now) {
    ServingOwner owner = ServingOwner.of(service, imageVolumes.areSupportedFor(service));
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
