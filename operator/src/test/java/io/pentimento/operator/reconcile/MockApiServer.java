package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Fabric8's mock, taught to apply (create if absent, else merge), and to let the operator die at
 * any of its writes.
 */
final class MockApiServer implements AutoCloseable {
  /** When the operator dies: before the write arrives, or after it and before its answer. */
  enum Death {
    BEFORE,
    AFTER
  }

  private static final String OPERATOR = "the-operator";
  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;

  /** The operator's writes, as METHOD and path. */
  final List<String> writes = new ArrayList<>();

  private final KubernetesMixedDispatcher objects = new KubernetesMixedDispatcher(new HashMap<>());
  private final KubernetesMockServer server;
  private boolean dead;
  private int fatalWrite = -1;
  private Death death;

  MockApiServer() {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Door(), false);
    server.init();
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(AdaptationJob.class));
    objects.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(AdaptationJob.class));
  }

  String url() {
    return server.url("/");
  }

  KubernetesClient client() {
    return client("a-person");
  }

  KubernetesClient operatorClient() {
    return client(OPERATOR);
  }

  private KubernetesClient client(String userAgent) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(server.url("/"))
                .withNamespace("vision")
                .withUserAgent(userAgent)
                .withRequestRetryBackoffLimit(0)
                .withDisableHostnameVerification(true)
                .build())
        .build();
  }

  /** The operator dies at its write of this number, from 0. */
  void killAt(int write, Death when) {
    fatalWrite = write;
    death = when;
  }

  /** Whether the operator died; from now on another one runs. */
  boolean revive() {
    boolean wasDead = dead;
    dead = false;
    return wasDead;
  }

  @Override
  public void close() {
    server.destroy();
  }

  private final class Door extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!OPERATOR.equals(request.getHeader("User-Agent"))) {
        return serve(request);
      }
      if (dead) {
        return new MockResponse().setResponseCode(REFUSED);
      }
      if (request.method() == HttpMethod.GET) {
        return serve(request);
      }
      writes.add(request.method() + " " + request.getPath());
      if (writes.size() - 1 != fatalWrite) {
        return serve(request);
      }
      dead = true;
      if (death == Death.AFTER) {
        serve(request);
      }
      return new MockResponse().setResponseCode(REFUSED);
    }
  }

  private MockResponse serve(RecordedRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    boolean applies =
        request.method() == HttpMethod.PATCH && type.startsWith("application/apply-patch");
    return applies ? apply(request) : objects.dispatch(request);
  }

  private MockResponse apply(RecordedRequest request) {
    String path = request.getPath().replaceAll("\\?.*", "");
    String object = path.replaceAll("/status$", "");
    boolean absent =
        objects.dispatch(request(HttpMethod.GET, object, null, null)).code() == NOT_FOUND;
    if (absent && !object.equals(path)) {
      return new MockResponse().setResponseCode(NOT_FOUND);
    }
    return absent
        ? objects.dispatch(
            request(
                HttpMethod.POST,
                path.substring(0, path.lastIndexOf('/')),
                "application/json",
                request.getBody()))
        : objects.dispatch(
            request(HttpMethod.PATCH, path, "application/merge-patch+json", request.getBody()));
  }

  private static RecordedRequest request(HttpMethod method, String path, String type, Buffer body) {
    Headers.Builder headers = Headers.builder();
    if (type != null) {
      headers.add("Content-Type", type);
    }
    return new RecordedRequest("HTTP/1.1", method, path, headers.build(), body);
  }
}
