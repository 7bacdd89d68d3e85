// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private final Tensor weight = Tensor.zeros(2, 3);
  private final Tensor bias = Tensor.zeros(2);
  private final StateDict dict = dict();

  @Test
  void theErrorNamesAMissingTensor() {
    assertThatThrownBy(() -> dict.get("module.nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("module.nothing");
  }

  @Test
  void aPrefixIsRemovedAndTheOrderKept() {
    StateDict stripped = dict.withoutPrefix("module.");
    assertThat(stripped.names()).containsExactly("weight", "bias");
    assertThat(stripped.get("weight")).isSameAs(weight);
    assertThat(stripped.storedType("weight")).contains(StoredType.F16);
    assertThat(stripped.storedType("bias")).isEmpty();
  }

  @Test
  void collidingNamesAreRejected() {
    assertThatThrownBy(() -> dict.renamed(name -> "same"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("same");
  }

  @Test
  void replacingATensorDoesNotChangeTheOriginal() {
    StateDict changed = dict.with("module.bias", Tensor.zeros(5));
    assertThat(changed.parameterCount()).isEqualTo(11);
    assertThat(dict.parameterCount()).isEqualTo(8);
    assertThat(dict.filter(n -> n.endsWith("bias")).names()).containsExactly("module.bias");
  }

  @Test
  void theMapIsImmutable() {
    assertThatThrownBy(() -> dict.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private StateDict dict() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("module.weight", weight);
    tensors.put("module.bias", bias);
    return StateDict.of(tensors, Map.of("module.weight", StoredType.F16));
  }
}
