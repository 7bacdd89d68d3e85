// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.MockApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A mock API server that counts requests. */
final class MockedScaledServer implements ScaledServer {
  private final MockApiServer server = new MockApiServer();
  private final KubernetesClient client = server.client();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  MockedScaledServer() {
    server.set(
        call -> {
          if (!"watch".equals(call.permission().verb())) {
            requests.incrementAndGet();
          }
          if (call.isWrite()) {
            writes.incrementAndGet();
          }
          return Fault.none();
        });
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Path kubeconfig() {
    try {
      return Files.writeString(
          Files.createTempFile("kubeconfig", ".yaml"),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "%s"}}]
          users: [{name: u, user: {token: t}}]
          contexts: [{name: x, context: {cluster: c, user: u, namespace: vision}}]
          current-context: x
          """
              .formatted(server.url()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long writes() {
    return writes.get();
  }

  @Override
  public long requests() {
    return requests.get();
  }

  @Override
  public String name() {
    return "mock";
  }

  @Override
  public int mostLives() {
    return 100;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
