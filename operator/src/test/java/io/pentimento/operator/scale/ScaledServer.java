// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** An API server that counts the requests of the operator. */
interface ScaledServer extends AutoCloseable {

  /** For everybody but the operator. */
  KubernetesClient client();

  /**
   * What the operator finds the server by.
   *
   * @return a kubeconfig
   */
  Path kubeconfig();

  /** The operator's writes so far. */
  long writes();

  /** The operator's requests so far, without watches. */
  long requests();

  String name();

  /** How many jobs it copes with from apply to served, without being what all wait for. */
  int mostLives();

  @Override
  void close();
}
