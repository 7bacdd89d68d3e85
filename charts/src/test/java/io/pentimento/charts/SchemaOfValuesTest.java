// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaOfValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replica: 2 | replica",
        "replicas: many | replicas",
        "replicas: -1 | replicas",
        "watchNamespaces: vision | watchNamespaces",
        "watchNamespaces: [Vision] | watchNamespaces",
        "watchNamespaces: [a, a] | watchNamespaces",
        "worker: {image: {repository: ''}} | repository",
        "worker: {image: {digest: 'sha256:12'}} | digest",
        "worker: {requests: {cpu: much}} | cpu",
        "worker: {terminationGracePeriod: 2m} | terminationGracePeriod",
        "worker: {retriesPerShard: 1.5} | retriesPerShard",
        "server: {rolloutDeadline: 600} | rolloutDeadline",
        "progressInterval: PT | progressInterval",
        "imagePullPolicy: Sometimes | imagePullPolicy",
        "imagePullSecrets: [registry] | imagePullSecrets",
        "runAsUser: 0 | runAsUser",
        "crds: {install: true} | install",
        "networkPolicy: {apiServerPorts: []} | apiServerPorts",
        "podDisruptionBudget: {maxUnavailable: half} | maxUnavailable",
        "metrics: {serviceMonitor: {interval: often}} | interval",
        "operator: {env: {'1X': y}} | 1X",
      })
  void invalidValuesAreRejectedByName(String values, String field) {
    assertThatThrownBy(() -> Chart.text(values)).hasMessageContaining(field);
  }
}
