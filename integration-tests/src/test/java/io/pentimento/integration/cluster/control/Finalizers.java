// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Removes finalizers from objects that are being deleted. */
public final class Finalizers {
  private Finalizers() {}

  public static void remove(KubernetesClient client, HasMetadata object, String finalizer) {
    client
        .resource(object)
        .edit(
            now -> {
              now.getMetadata().getFinalizers().remove(finalizer);
              return now;
            });
  }
}
