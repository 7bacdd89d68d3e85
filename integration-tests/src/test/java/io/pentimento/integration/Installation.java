// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import io.pentimento.integration.cluster.ProcessCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One cluster with one operator for all tests; each test has its own namespace. */
final class Installation implements BeforeAllCallback, AfterEachCallback {
  private static final Path FOLDER = Path.of("target", "cluster").toAbsolutePath();
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PENTIMENTO_WORKER_IMAGE", "pentimento-worker:it",
          "PENTIMENTO_SERVER_IMAGE", "pentimento-server:it",
          "PENTIMENTO_TORCH_SCRIPT_SERVER_IMAGE", "pentimento-server-torchscript:it",
          "PENTIMENTO_PROGRESS_INTERVAL", "PT1S");

  private record Parts(ProcessCluster cluster, OperatorProcess operator) implements AutoCloseable {
    @Override
    public void close() {
      operator.close();
      cluster.close();
    }
  }

  private Parts parts;

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Installation.class))
            .computeIfAbsent("parts", key -> install(), Parts.class);
  }

  private static Parts install() {
    try {
      clear();
      ProcessCluster cluster = ProcessCluster.in(FOLDER);
      OperatorProcess operator =
          new OperatorProcess(cluster.url(), SETTINGS, FOLDER.resolve("operator.log"));
      operator.start();
      return new Parts(cluster, operator);
    } catch (IOException e) {
      throw new IllegalStateException("the installation failed", e);
    }
  }

  /** Deletes files of an earlier run, which are kept for the analysis of failures. */
  private static void clear() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> tree = Files.walk(FOLDER)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(FOLDER);
  }

  ProcessCluster cluster() {
    return parts.cluster();
  }

  OperatorProcess operator() {
    return parts.operator();
  }

  Tenant tenant(String namespace) throws IOException {
    return Tenant.in(parts.cluster(), namespace);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    parts.cluster().assertSound();
  }
}
