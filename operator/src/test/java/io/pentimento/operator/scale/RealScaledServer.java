// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.apiserver.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A real API server whose audit log is counted. */
public final class RealScaledServer implements ScaledServer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> READS = Set.of("get", "list", "watch");
  private static final int REFUSED = 300;
  private final Path folder;
  private final RealApiServer server;

  public RealScaledServer() {
    try {
      folder = Files.createTempDirectory("scale");
      Path policy =
          Files.writeString(
              folder.resolve("policy.yaml"),
              """
              apiVersion: audit.k8s.io/v1
              kind: Policy
              omitStages: [RequestReceived, ResponseStarted]
              rules: [{level: Metadata}]
              """);
      server =
          new RealApiServer(
              List.of(
                  "--audit-policy-file", policy.toString(), "--audit-log-path", log().toString()));
      addAddresses();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The test library's range is too small, and the controller that calls one ready is not here. */
  private void addAddresses() {
    ServiceCIDR range =
        client()
            .resource(
                new ServiceCIDRBuilder()
                    .withNewMetadata()
                    .withName("many")
                    .endMetadata()
                    .withNewSpec()
                    .withCidrs("10.128.0.0/16")
                    .endSpec()
                    .build())
            .create();
    range.setStatus(
        new ServiceCIDRStatus(
            List.of(
                new ConditionBuilder()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("Played")
                    .withMessage("")
                    .withLastTransitionTime(Instant.EPOCH.toString())
                    .build())));
    client().resource(range).updateStatus();
  }

  @Override
  public KubernetesClient client() {
    return server.client();
  }

  @Override
  public Path kubeconfig() {
    try {
      return Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long writes() {
    return count(event -> !READS.contains(event.path("verb").asText()));
  }

  @Override
  public long requests() {
    return count(event -> !"watch".equals(event.path("verb").asText()));
  }

  /** Number of successful writes of this user agent since the start. */
  public long writesSince(Instant begin, String agent) {
    return events(
        event ->
            agent.equals(event.path("userAgent").asText())
                && !READS.contains(event.path("verb").asText())
                && event.at("/responseStatus/code").asInt() < REFUSED
                && Instant.parse(event.path("requestReceivedTimestamp").asText()).isAfter(begin));
  }

  @Override
  public String name() {
    return "kube-apiserver";
  }

  @Override
  public int mostLives() {
    return Integer.MAX_VALUE;
  }

  private Path log() {
    return folder.resolve("audit.log");
  }

  private long count(Predicate<JsonNode> which) {
    return events(which.and(RealScaledServer::isTheOperators));
  }

  private long events(Predicate<JsonNode> which) {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.map(RealScaledServer::read).filter(which).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Requests of neither the test nor the server itself. */
  private static boolean isTheOperators(JsonNode event) {
    String agent = event.path("userAgent").asText();
    return agent.contains("fabric8") && !agent.contains(RealApiServer.USER_AGENT);
  }

  private static JsonNode read(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
