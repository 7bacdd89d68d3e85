// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrapperPrefixesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "net.",
        "model.",
        "params_ema.",
        "params.",
        "state_dict.",
        "ema.",
        "net_g.",
        "netG.",
        "g_ema.",
        "ema_model.",
        "network.",
        "restorer."
      })
  void everyKnownWrapperIsRemovedIfAllNamesHaveIt(String prefix) {
    assertThat(removed(prefix + "a.weight", prefix + "b")).containsExactly("a.weight", "b");
    assertThat(removed(prefix + "a", "b")).containsExactly(prefix + "a", "b");
    assertThat(removed("module." + prefix + "a", "module." + prefix + "b"))
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"features.", "encoder.", "modules.", "net", "_module."})
  void otherCommonPrefixesAreKept(String prefix) {
    assertThat(removed(prefix + "a", prefix + "b")).containsExactly(prefix + "a", prefix + "b");
  }

  @ParameterizedTest
  @CsvSource({
    "_orig_mod.a, a",
    "encoder._orig_mod.a, encoder.a",
    "_orig_mod.encoder._orig_mod.a, encoder.a",
    "my_orig_mod.a, mya"
  })
  void theMarkOfCompiledModulesIsRemovedAnywhere(String name, String expected) {
    assertThat(removed(name)).containsExactly(expected);
  }

  @Test
  void theCounterOfAnAverageIsRemovedOnlyBesideAWrapper() {
    assertThat(removed("n_averaged", "module.a")).containsExactly("a");
    assertThat(removed("n_averaged", "a")).containsExactly("n_averaged", "a");
    assertThat(removed("n_averaged")).containsExactly("n_averaged");
  }

  @Test
  void noTensorsHaveNoPrefix() {
    assertThat(removed()).isEmpty();
  }

  @Test
  void namesThatBecomeEqualAreRejected() {
    assertThatThrownBy(() -> removed("a._orig_mod.w", "a.w"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("two tensors would be named 'a.w'");
  }

  @Test
  void aKeyWithOrWithoutItsDotSelectsTheTensorsBelow() {
    StateDict flat = dict("g.a", "g.b.c", "d.a", "gg.a");

    assertThat(NestedNames.under("g", flat).names()).containsExactly("a", "b.c");
    assertThat(NestedNames.under("g.", flat).names()).containsExactly("a", "b.c");
    assertThat(NestedNames.under("g.b", flat).names()).containsExactly("c");
  }

  @Test
  void anUnknownKeyListsTheFirstPartsOfTheNames() {
    assertThatThrownBy(() -> NestedNames.under("x", dict("g.a", "d.a", "head")))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("there are no tensors under 'x'; the names begin with [d, g, head]");
  }

  @Test
  void atMostTenFirstPartsAreListed() {
    String[] names = new String[12];
    Arrays.setAll(names, i -> (char) ('a' + i) + ".w");

    assertThatThrownBy(() -> NestedNames.under("x", dict(names)))
        .hasMessageEndingWith("[a, b, c, d, e, f, g, h, i, j]");
  }

  @ParameterizedTest
  @CsvSource({
    "params.w, params_ema.w, params_ema.w",
    "model.w, ema.w, model.w",
    "params_d.w, state_dict.w, state_dict.w"
  })
  void ofUsualKeysTheFirstIsUsed(String one, String other, String used) {
    String key = used.substring(0, used.indexOf('.'));
    StateDict flat = dict(one, other, key + ".v");

    assertThat(NestedNames.usual(flat).names()).containsExactlyInAnyOrder("w", "v");
  }

  @Test
  void besideOtherNamesNoKeyIsUsual() {
    assertThat(NestedNames.usual(dict("params.w", "params")).names())
        .containsExactly("params.w", "params");
    assertThat(NestedNames.usual(dict("params.w", "head.w")).names())
        .containsExactly("params.w", "head.w");
    assertThat(NestedNames.usual(dict("params.w", "head")).names())
        .containsExactly("params.w", "head");
    assertThat(NestedNames.usual(StateDict.empty()).size()).isZero();
  }

  private static Iterable<String> removed(String... names) {
    return WrapperPrefixes.removed(dict(names)).names();
  }

  private static StateDict dict(String... names) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, Tensor.zeros(1));
    }
    return StateDict.of(tensors);
  }
}
