// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.canary.CanaryTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings servers and route to the state that the planner requests, in the order in which no request
 * can meet a missing backend: the servers come before their weight and go after it. The finalizer
 * comes first and goes last.
 */
public final class CanaryReconciler {
  private final CanaryServers servers;
  private final CanaryRoute route;
  private final CanaryFinalizer finalizer;

  public CanaryReconciler(KubernetesClient client, OperatorConfig config) {
    this.servers = new CanaryServers(client, config);
    this.route = new CanaryRoute(client);
    this.finalizer = new CanaryFinalizer(client);
  }

  /**
   * @param object whose servers have the models
   * @param owner the same object
   * @param model the new model; empty to remove the canary
   */
  public void steer(
      HasMetadata object,
      ServingOwner owner,
      CanaryTarget target,
      Optional<ModelToServe> model,
      Instant now) {
    if (object.getMetadata().getDeletionTimestamp() == null) {
      finalizer.add(object);
    }
    target.servers().ifPresent(count -> servers.apply(owner, target.model(), count, model, now));
    route.write(owner, target.route(), target.weight());
    if (target.servers().isEmpty()) {
      servers.remove(owner);
    }
  }

  /** The canary is over, and neither route nor servers are left to change. */
  public void release(HasMetadata object) {
    finalizer.remove(object);
  }

  /** Whether a deletion has to wait for the end of a canary. */
  public static boolean holds(HasMetadata object) {
    return CanaryFinalizer.isOn(object);
  }
}
