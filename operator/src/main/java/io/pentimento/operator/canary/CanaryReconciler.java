package io.pentimento.operator.canary;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.canary.CanaryTarget;
import java.time.Instant;

/**
 * Brings servers and route to the state that the planner wants, in the order in which no request
 * can meet a missing backend: the servers come before their weight and go after it.
 */
public final class CanaryReconciler {
  private final CanaryServers servers;
  private final CanaryRoute route;

  public CanaryReconciler(KubernetesClient client, OperatorConfig config) {
    this.servers = new CanaryServers(client, config);
    this.route = new CanaryRoute(client);
  }

  public void steer(AdaptationJob job, Action.SteerCanary steer, Instant now) {
    CanaryTarget target = steer.target();
    if (target.servers().isPresent() && steer.train() != null) {
      servers.apply(job, target, steer.train(), now);
    }
    route.write(job, target.route(), target.weight());
    if (target.servers().isEmpty()) {
      servers.remove(job);
    }
  }
}
