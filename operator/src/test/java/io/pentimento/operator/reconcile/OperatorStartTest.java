// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.Operator;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.fault.Fault;
import io.pentimento.operator.fault.FaultInjector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The start of the operator on an API server that is not ready yet. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
@Timeout(300)
class OperatorStartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Inject Operator operator;
  SimulatedCluster cluster;

  @AfterEach
  void removeFaults() {
    cluster.server.set(FaultInjector.fair());
  }

  /** An API server answers like this for half a minute after a definition was created. */
  @Test
  void itRetriesListsThatAreRejectedAtTheStart() throws IOException {
    AtomicInteger refused = new AtomicInteger();
    cluster.server.set(
        call ->
            "list".equals(call.permission().verb()) && refused.incrementAndGet() <= 6
                ? Fault.tooManyRequests()
                : Fault.none());

    operator.start();
    cluster.apply();

    await().atMost(PATIENCE).until(this::isServed);
    assertThat(refused.get()).isGreaterThan(6);
  }

  private boolean isServed() {
    cluster.controllersWork();
    return cluster.status() != null && cluster.status().phase() == Phase.SUCCEEDED;
  }
}
