// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.kueue;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/** The requests to the APIs of Kueue. */
final class KueueClient {
  static final String GROUP = "kueue.x-k8s.io";
  static final String VISIBILITY_GROUP = "visibility.kueue.x-k8s.io";

  /** Kueue labels the Workload of a Job with the uid of the Job. */
  static final String JOB_UID = GROUP + "/job-uid";

  /** From the cache of the API server; a state that is some milliseconds old suffices. */
  private static final ListOptions CACHED =
      new ListOptionsBuilder().withResourceVersion("0").withLabelSelector(JOB_UID).build();

  /** A reconciliation must not wait for an explanation longer than this. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private final KubernetesClient client;

  KueueClient(KubernetesClient client) {
    this.client =
        client
            .newClient(
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                    .withRequestRetryBackoffLimit(0)
                    .withRequestTimeout(TIMEOUT_MILLIS)
                    .build())
            .adapt(KubernetesClient.class);
  }

  /** The version of an API group that the API server prefers; empty if it has no such group. */
  Optional<String> version(String group) {
    return Optional.ofNullable(client.getApiGroup(group))
        .map(APIGroup::getPreferredVersion)
        .map(preferred -> preferred.getVersion());
  }

  /** The Workloads of the Jobs of a namespace. */
  List<GenericKubernetesResource> workloads(String version, String namespace) {
    return client
        .genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(version)
                .withPlural("workloads")
                .withKind("Workload")
                .withNamespaced(true)
                .build())
        .inNamespace(namespace)
        .list(CACHED)
        .getItems();
  }

  /** The first thousand pending Workloads of a LocalQueue. */
  PendingWorkloads pending(String version, String namespace, String queue) {
    String path =
        "/apis/%s/%s/namespaces/%s/localqueues/%s/pendingworkloads"
            .formatted(VISIBILITY_GROUP, version, namespace, queue);
    String answer = client.raw(path);
    return answer == null
        ? PendingWorkloads.NONE
        : Serialization.unmarshal(answer, PendingWorkloads.class);
  }
}
