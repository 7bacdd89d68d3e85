// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javaoperatorsdk.operator.Operator;
import io.pentimento.operator.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The operator on a cluster without its custom resource definition. */
@QuarkusTest
@QuarkusTestResource(value = MockApiServerResource.class, restrictToAnnotatedClass = true)
class OperatorWithoutDefinitionTest {
  @Inject Operator operator;
  SimulatedCluster cluster;

  @Test
  void itExitsAtStartupAndNamesWhatIsMissing() {
    cluster.server.set(
        call ->
            "pentimento.io".equals(call.permission().group())
                ? Fault.answer(404, "the server could not find the requested resource")
                : Fault.none());

    assertThatThrownBy(() -> operator.start())
        .hasStackTraceContaining("pentimento.io/v1alpha1")
        .hasStackTraceContaining("404");
  }
}
