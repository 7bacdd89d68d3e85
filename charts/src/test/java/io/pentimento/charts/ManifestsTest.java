// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plain manifests in deploy/, generated from the chart. */
class ManifestsTest {
  private static final Path DEPLOY = Path.of("../deploy");
  private static final String HEADER =
      """
      # Rendered from charts/pentimento with its default values; docs/installation.md describes how to apply it.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: pentimento-system
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """;

  @Test
  void installYamlIsWhatTheChartRenders() throws IOException {
    String rendered =
        Chart.text("")
            .lines()
            .filter(line -> !line.startsWith("# Source:"))
            .filter(line -> !line.contains("helm.sh/"))
            .map(line -> line.replace("managed-by: Helm", "managed-by: kubectl"))
            .filter(line -> !line.isBlank())
            .filter(line -> !line.equals("  annotations:"))
            .collect(Collectors.joining("\n", "", "\n"));
    Drift.check(DEPLOY.resolve("install.yaml"), HEADER + rendered);
  }

  @Test
  void theConfigurationOfArgoCdHoldsTheHealthScript() throws IOException {
    String script =
        Files.readString(DEPLOY.resolve("argocd/health.lua"))
            .lines()
            .map(line -> line.isEmpty() ? line : "    " + line)
            .collect(Collectors.joining("\n", "", "\n"));
    String head =
        """
        # Health checks of both kinds for Argo CD: kubectl -n argocd patch configmap argocd-cm --patch-file deploy/argocd/argocd-cm.yaml
        data:
        """;
    String entries =
        Stream.of("AdaptationJob", "RestorationService")
            .map("  resource.customizations.health.pentimento.io_%s: |\n"::formatted)
            .map(entry -> entry + script)
            .collect(Collectors.joining());
    Drift.check(DEPLOY.resolve("argocd/argocd-cm.yaml"), head + entries);
  }
}
