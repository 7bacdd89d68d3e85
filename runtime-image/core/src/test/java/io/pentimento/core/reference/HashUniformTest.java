// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HashUniformTest {
  @Test
  void weightsAgreeWithTheChecksumsOfTheOriginal() throws IOException {
    JsonNode convolutions =
        ReferenceDirectory.configured().read("metrics").json().path("lpips").path("vgg_convs");
    assertThat(convolutions).isNotEmpty();
    for (JsonNode convolution : convolutions) {
      long[] shape = new long[4];
      for (int i = 0; i < 4; i++) {
        shape[i] = convolution.path("shape").get(i).asLong();
      }
      Tensor weight = HashUniform.convolution(convolution.path("weight_seed").asLong(), shape);
      Tensor bias =
          HashUniform.tensor(convolution.path("bias_seed").asLong(), -0.05, 0.05, shape[0]);
      for (int i = 0; i < 4; i++) {
        assertThat(weight.data()[i])
            .isEqualTo((float) convolution.path("first4").get(i).asDouble());
      }
      assertThat(sum(weight)).isCloseTo(convolution.path("sum_weight").asDouble(), within(1e-6));
      assertThat(sum(bias)).isCloseTo(convolution.path("sum_bias").asDouble(), within(1e-6));
    }
  }

  private static double sum(Tensor tensor) {
    double sum = 0;
    for (float value : tensor.data()) {
      sum += value;
    }
    return sum;
  }
}
