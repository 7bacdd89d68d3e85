// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.api;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Fabric8's mock API server, extended by {@link RequestFilter}s that answer in its place. */
public final class ApiServer implements AutoCloseable {
  /** User agents of the cluster itself and of users. */
  private static final String INSIDER = "the-cluster";

  private static final int PATIENCE_MILLIS = 60_000;

  private final KubernetesMixedDispatcher objects = new KubernetesMixedDispatcher(new HashMap<>());
  private final KubernetesMockServer server;
  private final List<String> writes = new CopyOnWriteArrayList<>();

  public ApiServer(PodLogs logs) {
    Logger.getLogger(MockWebServer.class.getName()).setLevel(Level.WARNING);
    RequestFilter objectStore = objects::dispatch;
    RequestFilter apply = new ServerSideApply(objectStore);
    RequestFilter doors = logs.orElse(new Deletion(objectStore, new QueueWebhook(apply)));
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), recording(doors), false);
    server.init();
    var definition = CustomResourceDefinitionContext.fromCustomResourceType(AdaptationJob.class);
    server.expectCustomResource(definition);
    objects.expectCustomResource(definition);
  }

  public String url() {
    return server.url("/");
  }

  /** Requests with which the operator wrote, as METHOD and path, oldest first. */
  public List<String> writesOfTheOperator() {
    return List.copyOf(writes);
  }

  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(server.url("/"))
                .withUserAgent(INSIDER)
                .withRequestTimeout(PATIENCE_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  private Dispatcher recording(RequestFilter doors) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        boolean outside = !INSIDER.equals(request.getHeader("User-Agent"));
        if (outside && request.method() != HttpMethod.GET) {
          writes.add(request.method() + " " + Requests.path(request));
        }
        return doors.answer(request);
      }
    };
  }

  @Override
  public void close() {
    server.destroy();
  }
}
