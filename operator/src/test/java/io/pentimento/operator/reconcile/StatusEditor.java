// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.UnaryOperator;

/** Writes the status of objects as real controllers do: a write conflict is retried. */
public final class StatusEditor {
  private static final int MAX_ATTEMPTS = 20;
  private final KubernetesClient client;

  public StatusEditor(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Applies a change to the latest version of an object.
   *
   * @throws KubernetesClientException if the object does not exist, or if it changed during each of
   *     20 attempts
   */
  public <T extends HasMetadata> void edit(T object, UnaryOperator<T> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        client.resource(client.resource(object).require()).editStatus(change);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
