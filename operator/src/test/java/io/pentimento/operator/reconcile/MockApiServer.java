package io.pentimento.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Fabric8's mock, taught to apply (create if absent, else replace), and to let the operator die at
 * any of its writes.
 */
final class MockApiServer implements AutoCloseable {
  /** When the operator dies: before the write arrives, or after it and before its answer. */
  enum Death {
    BEFORE,
    AFTER
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PERSON = "a-person";
  private static final String OPERATOR = "the-operator";
  private static final int PATIENCE_MILLIS = 300_000;
  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;

  /** The operator's writes, as METHOD and path. */
  final List<String> writes = new CopyOnWriteArrayList<>();

  /** What the operator needed permission for. */
  final Set<Permission> asked = new ConcurrentSkipListSet<>();

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
    return client(PERSON);
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
                .withRequestTimeout(PATIENCE_MILLIS)
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
      if (PERSON.equals(request.getHeader("User-Agent"))) {
        return serve(request);
      }
      ask(request);
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

  /** To apply what is absent is to create it, for which an API server wants another permission. */
  private void ask(RecordedRequest request) {
    Permission permission = Permission.of(request.method(), request.getPath());
    asked.add(permission);
    boolean absent =
        isApply(request)
            && objects.dispatch(request(HttpMethod.GET, path(request), null)).code() == NOT_FOUND;
    if (absent) {
      asked.add(permission.with("create"));
    }
  }

  private static boolean isApply(RecordedRequest request) {
    return request.method() == HttpMethod.PATCH
        && String.valueOf(request.getHeader("Content-Type")).startsWith("application/apply-patch");
  }

  private static String path(RecordedRequest request) {
    return request.getPath().replaceAll("\\?.*", "");
  }

  private MockResponse serve(RecordedRequest request) {
    return isApply(request) ? apply(request) : objects.dispatch(request);
  }

  private MockResponse apply(RecordedRequest request) {
    String path = path(request);
    String object = path.replaceAll("/status$", "");
    MockResponse known = objects.dispatch(request(HttpMethod.GET, object, null));
    if (known.code() != NOT_FOUND) {
      return objects.dispatch(
          request(HttpMethod.PUT, path, applied(known.getBody().readUtf8(), request)));
    }
    return object.equals(path)
        ? objects.dispatch(
            request(
                HttpMethod.POST,
                path.substring(0, path.lastIndexOf('/')),
                new Buffer(request.getUtf8Body().getBytes(StandardCharsets.UTF_8))))
        : new MockResponse().setResponseCode(NOT_FOUND);
  }

  /** What is applied has one owner here, so it replaces what there was, field by field. */
  private static Buffer applied(String known, RecordedRequest request) {
    try {
      ObjectNode merged = (ObjectNode) MAPPER.readTree(known);
      ObjectNode patch = (ObjectNode) MAPPER.readTree(request.getUtf8Body());
      ((ObjectNode) merged.get("metadata")).setAll((ObjectNode) patch.remove("metadata"));
      merged.setAll(patch);
      return new Buffer(MAPPER.writeValueAsBytes(merged));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordedRequest request(HttpMethod method, String path, Buffer body) {
    Headers headers = Headers.builder().add("Content-Type", "application/json").build();
    return new RecordedRequest("HTTP/1.1", method, path, headers, body);
  }
}
