// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
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
import io.pentimento.api.v1alpha1.service.RestorationService;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Fabric8's mock API server, extended by server-side apply (create if absent, else replace). It can
 * stop the operator at any of its writes and let any of its requests fail.
 */
public final class MockApiServer implements AutoCloseable {
  /** When the operator crashes: before the write, or after it and before the response. */
  public enum Death {
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
  public final List<String> writes = new CopyOnWriteArrayList<>();

  /** The permissions that the operator needed. */
  public final Set<Permission> asked = new ConcurrentSkipListSet<>();

  /** One mock per resource, because a mock searches all its objects for each request. */
  private final ReplicaField replicas = new ReplicaField();

  private final Map<String, KubernetesMixedDispatcher> objects = new ConcurrentHashMap<>();

  private final KubernetesMockServer server;

  /** The proxy through which the operator connects. */
  public final TcpProxy proxy;

  /** The installed definitions. */
  public final Definitions definitions = new Definitions();

  /** Whether the cluster has the Gateway API. */
  public volatile boolean gatewayApi = true;

  /** Kueue, which is not installed by default. */
  public final MockKueue kueue = new MockKueue();

  private volatile FaultInjector weather = FaultInjector.fair();
  private boolean dead;
  private int fatalWrite = -1;
  private Death death;

  public MockApiServer() {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Door(), false);
    server.init();
    proxy = new TcpProxy(server.getPort());
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(AdaptationJob.class));
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(RestorationService.class));
  }

  /** The URL that the operator uses. */
  public String url() {
    return proxy.url();
  }

  public KubernetesClient client() {
    return client(server.url("/"), PERSON);
  }

  public KubernetesClient operatorClient() {
    return client(url(), OPERATOR);
  }

  /**
   * @param before runs before each of the client's writes is sent, in the thread that writes
   */
  public KubernetesClient operatorClient(Runnable before) {
    Interceptor interceptor =
        new Interceptor() {
          @Override
          public void before(
              BasicBuilder builder, HttpRequest request, Interceptor.RequestTags tags) {
            if (!"GET".equals(request.method())) {
              before.run();
            }
          }
        };
    return builder(url(), OPERATOR)
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor("before-writes", interceptor))
        .build();
  }

  /** Sets the faults of the following requests. */
  public void set(FaultInjector next) {
    weather = next;
  }

  private static KubernetesClient client(String url, String userAgent) {
    return builder(url, userAgent).build();
  }

  private static KubernetesClientBuilder builder(String url, String userAgent) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(url)
                .withNamespace("vision")
                .withUserAgent(userAgent)
                .withRequestTimeout(PATIENCE_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withDisableHostnameVerification(true)
                .build());
  }

  /** Lets the operator crash at the write with this index, from 0. */
  public void killAt(int write, Death when) {
    fatalWrite = write;
    death = when;
  }

  /** Returns whether the operator crashed, and resets the crash for the next operator. */
  public boolean revive() {
    boolean wasDead = dead;
    dead = false;
    return wasDead;
  }

  @Override
  public void close() {
    proxy.close();
    server.destroy();
  }

  private final class Door extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (path(request).equals(Discovery.GATEWAY_API)) {
        return Discovery.gatewayApi(gatewayApi);
      }
      if (MockKueue.isDiscovery(path(request))) {
        return kueue.discover(path(request));
      }
      if (PERSON.equals(request.getHeader("User-Agent"))) {
        return serve(request);
      }
      if (Definitions.isDiscovery(request.getPath())) {
        return definitions.answer(); // Every user may use the discovery API.
      }
      Permission permission = ask(request);
      if (dead) {
        return new MockResponse().setResponseCode(REFUSED);
      }
      if ("watch".equals(permission.verb()) && request.getHeader("Upgrade") == null) {
        return FaultAnswers.expired();
      }
      int write = request.method() == HttpMethod.GET ? -1 : number(request);
      if (write >= 0 && write == fatalWrite) {
        return die(request);
      }
      return suffer(
          weather.on(new FaultInjector.Call(permission, request.getPath(), write)), request);
    }
  }

  private synchronized int number(RecordedRequest request) {
    writes.add(request.method() + " " + request.getPath());
    return writes.size() - 1;
  }

  private MockResponse die(RecordedRequest request) {
    dead = true;
    if (death == Death.AFTER) {
      serve(request);
    }
    return new MockResponse().setResponseCode(REFUSED);
  }

  private MockResponse suffer(Fault fault, RecordedRequest request) {
    if (fault instanceof Fault.Answer answer) {
      return FaultAnswers.of(answer);
    } else if (fault instanceof Fault.Gone) {
      return FaultAnswers.gone();
    } else if (fault instanceof Fault.LostRequest) {
      proxy.cut();
      return new MockResponse().setResponseCode(REFUSED);
    }
    MockResponse response = serve(request);
    if (fault instanceof Fault.LostAnswer) {
      proxy.cut();
    } else if (fault instanceof Fault.Late late) {
      response.setBodyDelay(late.delay());
    }
    return response;
  }

  /**
   * The permissions that the request needs. Applying an object that does not exist creates it,
   * which needs another permission.
   */
  private Permission ask(RecordedRequest request) {
    Permission permission = Permission.of(request.method(), request.getPath());
    asked.add(permission);
    boolean absent =
        isApply(request)
            && dispatch(request(HttpMethod.GET, path(request), null)).code() == NOT_FOUND;
    if (absent) {
      asked.add(permission.with("create"));
    }
    return permission;
  }

  private MockResponse dispatch(RecordedRequest request) {
    Permission permission = Permission.of(request.method(), request.getPath());
    String resource = permission.group() + "/" + permission.resource().replaceAll("/.*", "");
    return objects.computeIfAbsent(resource, any -> newDispatcher()).dispatch(request);
  }

  private static KubernetesMixedDispatcher newDispatcher() {
    KubernetesMixedDispatcher dispatcher = new KubernetesMixedDispatcher(new HashMap<>());
    dispatcher.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(AdaptationJob.class));
    dispatcher.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(RestorationService.class));
    return dispatcher;
  }

  private static boolean isApply(RecordedRequest request) {
    return request.method() == HttpMethod.PATCH
        && String.valueOf(request.getHeader("Content-Type")).startsWith("application/apply-patch");
  }

  private static String path(RecordedRequest request) {
    return request.getPath().replaceAll("\\?.*", "");
  }

  private MockResponse serve(RecordedRequest request) {
    if (MockKueue.isServed(path(request))) {
      return kueue.answer(path(request));
    }
    if (isApply(request)) {
      return apply(request);
    }
    return dispatch(isBodyless(request) ? request : updated(request));
  }

  private static boolean isBodyless(RecordedRequest request) {
    return request.method() != HttpMethod.PUT && request.method() != HttpMethod.PATCH;
  }

  /** A copy of the request with the same content, because a body can be read only once. */
  private RecordedRequest updated(RecordedRequest request) {
    String content = request.getUtf8Body();
    replicas.updated(path(request), content);
    return new RecordedRequest(
        "HTTP/1.1",
        request.method(),
        request.getPath(),
        request.getHeaders(),
        new Buffer(content.getBytes(StandardCharsets.UTF_8)));
  }

  private MockResponse apply(RecordedRequest request) {
    String path = path(request);
    String object = path.replaceAll("/status$", "");
    MockResponse known = dispatch(request(HttpMethod.GET, object, null));
    if (known.code() != NOT_FOUND) {
      ObjectNode before = read(known.getBody().readUtf8());
      ObjectNode patch = read(request.getUtf8Body());
      return isOutdated(patch, before)
          ? FaultAnswers.of((Fault.Answer) Fault.conflict())
          : dispatch(
              request(
                  HttpMethod.PUT,
                  path,
                  applied(
                      before,
                      FinalizerField.applied(
                          fieldManager(request),
                          before,
                          replicas.applied(path, fieldManager(request), before, patch)))));
    }
    return object.equals(path)
        ? dispatch(
            request(
                HttpMethod.POST,
                path.substring(0, path.lastIndexOf('/')),
                body(replicas.created(path, fieldManager(request), read(request.getUtf8Body())))))
        : new MockResponse().setResponseCode(NOT_FOUND);
  }

  /** Objects have one owner here, so that an apply replaces the existing fields. */
  private static Buffer applied(ObjectNode known, ObjectNode patch) {
    ((ObjectNode) known.get("metadata")).setAll((ObjectNode) patch.remove("metadata"));
    known.setAll(patch);
    return body(known);
  }

  private static Buffer body(ObjectNode object) {
    return new Buffer(object.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String fieldManager(RecordedRequest request) {
    return request.getPath().replaceAll(".*[?&]fieldManager=([^&]*).*", "$1");
  }

  /** A write with a resource version is rejected if the object has another one. */
  private static boolean isOutdated(ObjectNode patch, ObjectNode known) {
    String version = patch.at("/metadata/resourceVersion").asText("");
    return !version.isEmpty() && !version.equals(known.at("/metadata/resourceVersion").asText());
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordedRequest request(HttpMethod method, String path, Buffer body) {
    Headers headers = Headers.builder().add("Content-Type", "application/json").build();
    return new RecordedRequest("HTTP/1.1", method, path, headers, body);
  }
}
