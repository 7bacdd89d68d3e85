// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.reason.WaitReason;
import java.util.List;

/** Reads the events by which controllers report that they cannot create a pod. */
record FailedCreateEvents(KubernetesClient client) {
  List<Event> in(String namespace) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("reason", WaitReason.FAILED_CREATE.word())
        .list()
        .getItems();
  }
}
