// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.RolloutSpec;
import io.pentimento.api.v1alpha1.rollout.RouteReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many servers there are. */
class ServingSpecTest {
  private static ServingSpec spec(Integer replicas, AutoscalingSpec autoscaling) {
    return new ServingSpec(replicas, autoscaling, null, null, null, null, null);
  }

  private static AutoscalingSpec from(Integer minimum) {
    return new AutoscalingSpec(null, minimum, 9, 50, null);
  }

  @ParameterizedTest
  @CsvSource({", true", "0, false", "1, true", "1000, true"})
  void onlyZeroReplicasMeanNoServers(Integer replicas, boolean has) {
    assertThat(spec(replicas, null).hasServers()).isEqualTo(has);
  }

  @Test
  void aNewDeploymentHasTheGivenNumberOfServers() {
    assertThat(spec(7, null).initialReplicas()).isEqualTo(7);
    assertThat(spec(0, null).initialReplicas()).isZero();
  }

  @Test
  void aNewDeploymentHasTheMinimumOfItsAutoscaler() {
    assertThat(spec(null, from(3)).initialReplicas()).isEqualTo(3);
    assertThat(spec(null, from(null)).initialReplicas()).isEqualTo(1);
  }

  @Test
  void withoutANumberAndAnAutoscalerThereIsOneServer() {
    assertThat(ServingSpec.defaults().initialReplicas()).isEqualTo(1);
  }

  @Test
  void thereIsACanaryOnlyIfTheRolloutHasOne() {
    CanarySpec canary = new CanarySpec(new RouteReference("r"), List.of(), null, null, null);

    assertThat(ServingSpec.defaults().canary()).isEmpty();
    assertThat(new ServingSpec(1, null, null, null, null, null, new RolloutSpec(null)).canary())
        .isEmpty();
    assertThat(new ServingSpec(1, null, null, null, null, null, new RolloutSpec(canary)).canary())
        .contains(canary);
  }

  @Test
  void aCopyWithoutServersKeepsTheOtherSettings() {
    RolloutSpec rollout = new RolloutSpec(null);
    ServingSpec all =
        new ServingSpec(
            null, from(2), null, ServingPrecision.FLOAT16, null, DeletionPolicy.RETAIN, rollout);

    assertThat(all.withoutReplicas())
        .isEqualTo(
            new ServingSpec(
                0, null, null, ServingPrecision.FLOAT16, null, DeletionPolicy.RETAIN, rollout));
    assertThat(all.withoutReplicas().hasServers()).isFalse();
  }

  @Test
  void serversComputeInFloat32AndAreDeletedWithTheirJob() {
    assertThat(ServingSpec.defaults().precision()).isEqualTo(ServingPrecision.FLOAT32);
    assertThat(ServingSpec.defaults().deletionPolicy()).isEqualTo(DeletionPolicy.DELETE);
  }

  @Test
  void theOperatorMakesTheAutoscalerUnlessItIsExternal() {
    assertThat(from(1).type()).isEqualTo(AutoscalerType.HORIZONTAL_POD_AUTOSCALER);
    assertThat(new AutoscalingSpec(AutoscalerType.EXTERNAL, null, null, null, null).type())
        .isEqualTo(AutoscalerType.EXTERNAL);
  }
}
