// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Copies with other names and tensors; the original never changes. */
class StateDictOperationsTest {
  private final Tensor one = Tensor.of(new float[] {1}, 1);
  private final Tensor two = Tensor.of(new float[] {2, 2}, 2);
  private final Tensor other = Tensor.of(new float[] {3}, 1);
  private final StateDict dict = of("b", one, "a", two);

  @Test
  void anEmptyDictionaryHasNoTensors() {
    assertThat(StateDict.empty().size()).isZero();
    assertThat(StateDict.empty().names()).isEmpty();
    assertThat(StateDict.empty().parameterCount()).isZero();
  }

  @Test
  void tensorsKeepTheirOrder() {
    assertThat(dict.names()).containsExactly("b", "a");
    assertThat(dict.contains("a")).isTrue();
    assertThat(dict.contains("c")).isFalse();
    assertThat(dict.parameterCount()).isEqualTo(3);
    assertThat(dict).hasToString("StateDict[2 tensors, 3 elements]");
  }

  @Test
  void aMissingTensorIsAMismatchThatNamesIt() {
    assertThatThrownBy(() -> dict.get("c"))
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessage("the checkpoint has no tensor 'c' (it has 2 others)");
  }

  @Test
  void theSourceMapIsCopied() {
    Map<String, Tensor> source = new LinkedHashMap<>(Map.of("a", one));
    StateDict copy = StateDict.of(source);
    source.clear();

    assertThat(copy.size()).isOne();
  }

  @Test
  void aReplacedTensorKeepsItsPlaceAndLosesItsStoredType() {
    StateDict replaced = stored().with("a", other);

    assertThat(replaced.names()).containsExactly("a", "b");
    assertThat(replaced.get("a")).isSameAs(other);
    assertThat(replaced.storedType("a")).isEmpty();
    assertThat(replaced.storedType("b")).contains(StoredType.BF16);
    assertThat(stored().storedType("a")).contains(StoredType.F16);
  }

  @Test
  void anAddedTensorIsTheLast() {
    assertThat(dict.with("0", other).names()).containsExactly("b", "a", "0");
    assertThat(dict.names()).containsExactly("b", "a");
  }

  @Test
  void anOverlayReplacesTensorsOfTheSameNameAndAddsOthers() {
    StateDict merged = dict.overlaidWith(of("a", other, "c", one));

    assertThat(merged.names()).containsExactly("b", "a", "c");
    assertThat(merged.get("a")).isSameAs(other);
    assertThat(merged.get("b")).isSameAs(one);
    assertThat(dict.get("a")).isSameAs(two);
  }

  @Test
  void aFilterKeepsTensorsWithTheirStoredTypes() {
    StateDict kept = stored().filter("b"::equals);

    assertThat(kept.names()).containsExactly("b");
    assertThat(kept.storedType("b")).contains(StoredType.BF16);
    assertThat(kept.storedType("a")).isEmpty();
  }

  @Test
  void renamedTensorsKeepTheirStoredTypes() {
    StateDict renamed = stored().renamed(name -> "net." + name);

    assertThat(renamed.names()).containsExactly("net.a", "net.b");
    assertThat(renamed.storedType("net.a")).contains(StoredType.F16);
    assertThat(renamed.storedType("a")).isEmpty();
    assertThat(renamed.withoutPrefix("net.").names()).containsExactly("a", "b");
  }

  @Test
  void aPrefixIsOnlyRemovedWhereItIsOne() {
    assertThat(of("net.a", one, "subnet.a", two).withoutPrefix("net.").names())
        .containsExactly("a", "subnet.a");
  }

  @Test
  void equalNamesAfterARenamingAreRejected() {
    assertThatThrownBy(() -> of("net.a", one, "a", two).withoutPrefix("net."))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("two tensors would be named 'a'");
  }

  private StateDict stored() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", one);
    tensors.put("b", two);
    return StateDict.of(tensors, Map.of("a", StoredType.F16, "b", StoredType.BF16));
  }

  private static StateDict of(String first, Tensor a, String second, Tensor b) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(first, a);
    tensors.put(second, b);
    return StateDict.of(tensors);
  }
}
