// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.pentimento.workflow.canary.CanaryMeasurements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator reads canary reports from pods over HTTP. */
@Timeout(60)
class HttpCanaryReportsTest {
  private static final String REPORT =
      """
      {"model": "sha256:1", "new": "field",
       "requests": {"count": 100, "errors": 2, "durations": {"0.25": 90, "0.5": 8, "1.0": 2}},
       "candidate": {"model": "sha256:2", "pairs": 4, "failures": 1, "skipped": 3,
         "fidelity": {"count": 4, "mean": 0.01, "squares": 0},
         "fidelityChange": {"count": 4, "mean": 0.5, "squares": 3},
         "quality": {"count": 0, "mean": 0, "squares": 0},
         "qualityChange": {"count": 0, "mean": 0, "squares": 0},
         "difference": {"count": 4, "mean": 0.02, "squares": 0.03}}}
      """;

  private final HttpCanaryReports reports = new HttpCanaryReports();
  private HttpServer server;
  private volatile String answer = REPORT;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/canary",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theReportsOfAllPodsAreCombined() {
    await().until(() -> reports.of(List.of(pod(port()))).size() == 1);
    List<CanaryReport> serving = reports.of(List.of(pod(port()), pod(port())));
    List<CanaryReport> candidate =
        List.of(new CanaryReport("sha256:2", new CanaryReport.Requests(10, 1, null), null));

    CanaryMeasurements all = ReportSummary.of(serving, candidate).orElseThrow();

    assertThat(all.serving().requests()).isEqualTo(200);
    assertThat(all.serving().errors()).isEqualTo(4);
    assertThat(all.serving().p95()).isEqualTo(0.5);
    assertThat(all.candidate().requests()).isEqualTo(10);
    assertThat(all.candidate().p95()).isNaN();
    assertThat(all.paired().pairs()).isEqualTo(8);
    assertThat(all.paired().failures()).isEqualTo(2);
    assertThat(all.paired().fidelityChange().mean()).isEqualTo(0.5);
    assertThat(all.paired().fidelityChange().variance())
        .isCloseTo(6.0 / 7, Assertions.within(1e-12));
    assertThat(all.paired().quality().count()).isZero();
  }

  @Test
  void reportsAboutAnotherModelAreIgnored() {
    await().until(() -> reports.of(List.of(pod(port()))).size() == 1);
    List<CanaryReport> serving = reports.of(List.of(pod(port())));

    assertThat(ReportSummary.of(serving, serving)).isEmpty();
    assertThat(ReportSummary.of(serving, List.of())).isEmpty();
  }

  @Test
  void podsThatDoNotAnswerAreLeftOut() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<Pod> pods =
          List.of(pod(silent.getLocalPort()), pod(freePort()), pod(port()), new Pod(), noAddress());

      await().untilAsserted(() -> assertThat(reports.of(pods)).hasSize(1));
    }
  }

  @Test
  void invalidAnswersAreLeftOut() {
    answer = "no JSON";
    assertThat(reports.of(List.of(pod(port())))).isEmpty();
    answer = REPORT;
    status = 503;
    assertThat(reports.of(List.of(pod(port())))).isEmpty();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Pod noAddress() {
    return new PodBuilder(pod(1)).withNewStatus().endStatus().build();
  }

  private static Pod pod(int port) {
    return new PodBuilder()
        .withNewSpec()
        .addNewContainer()
        .withName("server")
        .addNewPort()
        .withName("http")
        .withContainerPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPodIP("127.0.0.1")
        .endStatus()
        .build();
  }
}
