// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.operator.metrics.JobMetric;
import io.pentimento.operator.service.ServiceMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The dashboard, alerts, ServiceMonitor and metrics table agree with the metrics of the operator.
 */
class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("\\b(adaptation|reconciliations)_[a-z_]+");

  private static final Pattern SERVICE_METRIC = Pattern.compile("\\brestoration_[a-z_]+");

  private static final Pattern WORD = Pattern.compile("(?:phase|outcome)=~?\"([^\"]+)\"");

  /** Metrics of the operator SDK that dashboard and alerts use; a timer has several series. */
  private static final Set<String> SDK_METRICS =
      Set.of(
          "reconciliations_queue",
          "reconciliations_execution_duration_seconds",
          "reconciliations_success_total",
          "reconciliations_failure_total",
          "reconciliations_retries_total");

  @Test
  void dashboardAndAlertsUseExactlyTheMetricsThatExist() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (String file : List.of("files/dashboard.json", "files/alerts.yaml")) {
      METRIC
          .matcher(Files.readString(Chart.FOLDER.resolve(file)))
          .results()
          .map(found -> found.group().replaceAll("_(sum|count|max|bucket)$", ""))
          .forEach(asked::add);
    }
    Set<String> known = new TreeSet<>(SDK_METRICS);
    Stream.of(JobMetric.values()).map(JobMetric::prometheusName).forEach(known::add);
    assertThat(asked).isEqualTo(known);
  }

  @Test
  void alertsAskForTheMetricsOfServices() throws IOException {
    Set<String> known =
        Set.of(
            prometheusName(ServiceMetrics.SERVICES),
            prometheusName(ServiceMetrics.ROLLOUTS) + "_total",
            prometheusName(ServiceMetrics.REJECTIONS) + "_total");
    String alerts = Files.readString(Chart.FOLDER.resolve("files/alerts.yaml"));

    assertThat(SERVICE_METRIC.matcher(alerts).results().map(found -> found.group()).distinct())
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(Files.readString(Path.of("../docs/installation.md")))
        .contains(known.stream().map("`%s`"::formatted).toList());
  }

  private static String prometheusName(String meter) {
    return meter.replace('.', '_');
  }

  @Test
  void thePageListsEveryMetric() throws IOException {
    String page = Files.readString(Path.of("../docs/installation.md"));

    assertThat(JobMetric.values())
        .allSatisfy(metric -> assertThat(page).contains("`" + metric.prometheusName() + "`"));
  }

  /** Label values are the names of enums in lower case. */
  @Test
  void alertsUseLabelValuesThatTheOperatorExports() throws IOException {
    Set<String> words = new TreeSet<>(Set.of("useful", "wasted"));
    Stream.of(Phase.values(), GateDecision.values(), StageState.values())
        .flatMap(Stream::of)
        .forEach(each -> words.add(each.toString().toLowerCase(Locale.ROOT)));

    assertThat(Files.readString(Chart.FOLDER.resolve("files/alerts.yaml")))
        .satisfies(
            alerts ->
                assertThat(WORD.matcher(alerts).results().map(found -> found.group(1)))
                    .isNotEmpty()
                    .isSubsetOf(words));
  }

  @Test
  void theDashboardIsDataForGrafana() throws IOException {
    List<JsonNode> objects = Chart.with("dashboards: {enabled: true}");
    JsonNode dashboard =
        Chart.YAML.readTree(
            Chart.only(objects, "ConfigMap").path("data").path("pentimento.json").asText());

    assertThat(dashboard.path("title").asText()).isEqualTo("Pentimento");
    assertThat(dashboard.path("panels"))
        .isNotEmpty()
        .allSatisfy(panel -> assertThat(panel.path("targets")).isNotEmpty());
    assertThat(Chart.only(objects, "ConfigMap").at("/metadata/labels/grafana_dashboard").asText())
        .isEqualTo("1");
  }

  @Test
  void everyAlertHasADescription() throws IOException {
    JsonNode rule =
        Chart.only(Chart.with("metrics: {prometheusRule: {enabled: true}}"), "PrometheusRule");
    assertThat(rule.at("/spec/groups/0/rules"))
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.path("expr").asText()).isNotBlank();
              assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
              assertThat(alert.at("/annotations/description").asText()).isNotBlank();
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            });
  }

  @Test
  void theServiceMonitorFindsTheService() throws IOException {
    List<JsonNode> objects = Chart.with("metrics: {serviceMonitor: {enabled: true}}");
    JsonNode service = Chart.only(objects, "Service");
    JsonNode monitor = Chart.only(objects, "ServiceMonitor");

    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(
            label ->
                assertThat(service.at("/metadata/labels").path(label.getKey()))
                    .isEqualTo(label.getValue()));
    assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
    assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/metrics");
  }
}
