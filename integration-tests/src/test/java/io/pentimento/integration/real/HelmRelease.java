// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.real;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;

/** The chart of this checkout, on the cluster of a kubeconfig. */
record HelmRelease(Path kubeconfig) implements AutoCloseable {
  static final String NAMESPACE = "pentimento-system";
  private static final Path CHART = Path.of("../charts/pentimento");
  private static final String NAME = "pentimento";
  private static final int TIMEOUT_SECONDS = 600;

  /** Waits until the operator is ready. */
  void install() {
    new Helm(CHART)
        .install()
        .withName(NAME)
        .withNamespace(NAMESPACE)
        .createNamespace()
        .waitReady()
        .withTimeout(TIMEOUT_SECONDS)
        .withKubeConfig(kubeconfig)
        .call();
  }

  /** Upgrades to the same chart with one changed value, which replaces the operator's pod. */
  void upgrade(String value, Object to) {
    new Helm(CHART)
        .upgrade()
        .withName(NAME)
        .withNamespace(NAMESPACE)
        .set(value, to)
        .waitReady()
        .withTimeout(TIMEOUT_SECONDS)
        .withKubeConfig(kubeconfig)
        .call();
  }

  @Override
  public void close() {
    Helm.uninstall(NAME)
        .withNamespace(NAMESPACE)
        .ignoreNotFound()
        .withKubeConfig(kubeconfig)
        .call();
  }
}
