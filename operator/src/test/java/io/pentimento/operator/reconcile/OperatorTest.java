package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.Operator;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.operator.observe.Jobs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The operator with its informers, as the container wires it. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
class OperatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Operator operator;
  PlayedCluster cluster;

  @Test
  void itTakesAJobFromApplyToServed() throws IOException {
    operator.start();
    cluster.apply();

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              cluster.controllersWork();
              return cluster.status() != null && cluster.status().phase() == Phase.SUCCEEDED;
            });

    assertThat(cluster.jobs()).hasSize(4).allMatch(Jobs::isComplete);
    assertThat(cluster.status().model().active()).isEqualTo(cluster.deployed());
    assertThat(cluster.client.events().v1().events().inNamespace("vision").list().getItems())
        .extracting(event -> event.getReason())
        .contains("Completed", "RolledOut");
  }
}
