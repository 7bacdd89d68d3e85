// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.pentimento.api.v1alpha1.status.Phase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator was upgraded in a cluster that has only the definition of AdaptationJob. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
@Timeout(300)
class OperatorWithoutServicesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Inject Operator operator;
  SimulatedCluster cluster;

  @Test
  void jobsAreReconciledAllTheSame() throws IOException {
    cluster.server.definitions.removeServices();

    operator.start();
    cluster.apply();

    await().atMost(PATIENCE).until(this::isServed);
    assertThat(operator.getRegisteredControllers())
        .extracting(each -> ((RegisteredController<?>) each).getConfiguration().getName())
        .containsExactly(AdaptationJobReconciler.NAME);
    assertThat(cluster.server.asked)
        .noneMatch(permission -> permission.resource().startsWith("restorationservices"));
  }

  private boolean isServed() {
    cluster.controllersWork();
    return cluster.status() != null && cluster.status().phase() == Phase.SUCCEEDED;
  }
}
