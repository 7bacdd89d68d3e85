// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** An API server that counts the requests of the operator. */
interface ScaledServer extends AutoCloseable {

  /** A client for all users except the operator. */
  KubernetesClient client();

  /**
   * Writes the configuration with which the operator connects.
   *
   * @return a kubeconfig
   */
  Path kubeconfig();

  /** Number of writes of the operator so far. */
  long writes();

  /** Number of requests of the operator so far, without watches. */
  long requests();

  String name();

  /** Number of jobs that the server can process without being the bottleneck. */
  int mostLives();

  @Override
  void close();
}
