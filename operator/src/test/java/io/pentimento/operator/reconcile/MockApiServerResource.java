// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Connects the operator, as it is deployed, with a mock API server that the test controls. */
public final class MockApiServerResource implements QuarkusTestResourceLifecycleManager {
  private static final String MASTER = "kubernetes.master";
  private static final String KUBECONFIG = "kubernetes.auth.tryKubeConfig";
  private SimulatedCluster cluster;

  @Override
  public Map<String, String> start() {
    cluster = new SimulatedCluster();
    System.setProperty(MASTER, cluster.server.url());
    System.setProperty(KUBECONFIG, "false");
    return Map.of();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(cluster, field -> field.getType() == SimulatedCluster.class);
  }

  @Override
  public void stop() {
    System.clearProperty(MASTER);
    System.clearProperty(KUBECONFIG);
    cluster.close();
  }
}
