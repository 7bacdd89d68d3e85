// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Asks pods at their own addresses, all at the same time. The answers contain counts and means
 * only. No permission on pods is needed for it, unlike for the proxy of the API server.
 */
public final class HttpCanaryReports implements CanaryReports {
  private static final Logger LOG = Logger.getLogger(HttpCanaryReports.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PATH = "/v1/canary";
  private static final String PORT_NAME = "http";
  private static final int OK = 200;

  /** Enough to judge the model; more servers add little. */
  private static final int MOST_PODS = 50;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public List<CanaryReport> of(List<Pod> pods) {
    List<CompletableFuture<Optional<CanaryReport>>> answers =
        pods.stream()
            .flatMap(pod -> address(pod).stream())
            .limit(MOST_PODS)
            .map(this::ask)
            .toList();
    return answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  private CompletableFuture<Optional<CanaryReport>> ask(URI address) {
    return http.sendAsync(
            HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build(), BodyHandlers.ofString())
        .thenApply(answer -> parse(address, answer))
        .exceptionally(
            failure -> {
              LOG.debugf("%s does not answer: %s", address, failure);
              return Optional.empty();
            });
  }

  private static Optional<CanaryReport> parse(URI address, HttpResponse<String> answer) {
    try {
      return answer.statusCode() == OK
          ? Optional.of(MAPPER.readValue(answer.body(), CanaryReport.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      LOG.warnf("%s answers with an invalid report: %s", address, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private static Optional<URI> address(Pod pod) {
    return Optional.ofNullable(pod.getStatus())
        .map(status -> status.getPodIP())
        .flatMap(
            ip ->
                port(pod)
                    .map(
                        port ->
                            URI.create(
                                "http://%s:%d%s"
                                    .formatted(
                                        ip.contains(":") ? "[" + ip + "]" : ip, port, PATH))));
  }

  private static Optional<Integer> port(Pod pod) {
    return Optional.ofNullable(pod.getSpec()).stream()
        .flatMap(spec -> spec.getContainers().stream())
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> PORT_NAME.equals(port.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }
}
