// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.reconcile.SimulatedCluster;
import io.pentimento.operator.scale.RealScaledServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Two packaged operators with leader election by a Lease on a real API server. Runs after the
 * operator was packaged.
 */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
class ApiServerLeaseIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIRST = "first-operator";
  private static final String SECOND = "second-operator";

  @Test
  void aLeaderThatIsFrozenIsReplacedAndWritesNothingOnceItThaws() throws IOException {
    try (RealScaledServer server = new RealScaledServer();
        OperatorProcess first = OperatorProcess.replica(kubeconfig(server), FIRST)) {
      String leader =
          await().atMost(PATIENCE).until(() -> holder(server), Optional::isPresent).get();
      try (OperatorProcess second = OperatorProcess.replica(kubeconfig(server), SECOND)) {
        second.awaitReady();
        RealApiServerJob life = apply(server.client());
        await().atMost(PATIENCE).until(() -> !life.jobs().isEmpty());

        first.freeze();
        Instant frozen = Instant.now();
        await().atMost(PATIENCE).until(() -> holder(server).filter(leader::equals).isEmpty());
        System.out.println("taken over after " + Duration.between(frozen, Instant.now()));
        await().atMost(PATIENCE).until(() -> isServed(life));
        Instant thawed = Instant.now();
        first.thaw();
        first.awaitEnd();

        assertThat(server.writesSince(thawed, FIRST)).isZero();
        assertThat(server.writesSince(frozen, SECOND)).isPositive();
        assertThat(life.jobs()).hasSize(4).allMatch(job -> Jobs.attempt(job) == 1);
      }
    }
  }

  private static RealApiServerJob apply(KubernetesClient client) throws IOException {
    client.resource(AdaptationJobYaml.read(SimulatedCluster.YAML)).create();
    return new RealApiServerJob("night", client, client);
  }

  private static boolean isServed(RealApiServerJob life) {
    life.control();
    return life.job().getStatus().phase() == Phase.SUCCEEDED;
  }

  private static Optional<String> holder(RealScaledServer server) {
    List<Lease> leases =
        server.client().leases().inNamespace(RealApiServer.NAMESPACE).list().getItems();
    return leases.stream().findFirst().map(lease -> lease.getSpec().getHolderIdentity());
  }

  /** A kubeconfig with a namespace, in place of the namespace of a pod. */
  private static Path kubeconfig(RealScaledServer server) throws IOException {
    var config =
        Serialization.unmarshal(
            Files.readString(server.kubeconfig()), io.fabric8.kubernetes.api.model.Config.class);
    for (NamedContext context : config.getContexts()) {
      context.getContext().setNamespace(RealApiServer.NAMESPACE);
    }
    return Files.writeString(
        Files.createTempFile("kubeconfig", ".yaml"), Serialization.asYaml(config));
  }
}
