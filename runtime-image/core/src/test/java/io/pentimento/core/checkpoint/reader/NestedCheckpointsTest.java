// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.pickle.PickleBytes;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.checkpoint.torch.TorchFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights below keys and with prefixes of wrappers. */
class NestedCheckpointsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "module.module.",
        "_orig_mod.",
        "module._orig_mod.",
        "_orig_mod.module.",
        "net.",
        "model.",
        "params_ema.",
        "state_dict.net._orig_mod."
      })
  void aPrefixThatAllNamesShareIsRemoved(String prefix) throws IOException {
    assertThat(Checkpoints.load(pth(dictionary(prefix + "conv.weight", prefix + "norm"))).names())
        .containsExactly("conv.weight", "norm");
    assertThat(Checkpoints.load(safetensors(prefix + "conv.weight", prefix + "norm")).names())
        .containsExactly("conv.weight", "norm");
  }

  @Test
  void aPrefixOfSomeNamesIsKept() throws IOException {
    assertThat(Checkpoints.load(safetensors("net.a", "head")).names())
        .containsExactly("net.a", "head");
    assertThat(Checkpoints.load(safetensors("features.0.weight", "features.2.weight")).names())
        .containsExactly("features.0.weight", "features.2.weight");
  }

  @Test
  void thePrefixOfCompiledPartsIsRemoved() throws IOException {
    assertThat(Checkpoints.load(safetensors("encoder._orig_mod.conv", "head")).names())
        .containsExactly("encoder.conv", "head");
  }

  @Test
  void theCounterOfAnAveragedModelIsNotAWeight() throws IOException {
    assertThat(Checkpoints.load(safetensors("n_averaged", "module.a", "module.b")).names())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net_g", "model_state_dict", "ema_model", "g_ema", "generator"})
  void theOnlyDictionaryOfTensorsIsFoundUnderAnyKey(String key) throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(');
    pickle.text("epoch").integer(3).text(key);
    dictionary(pickle, "w");

    assertThat(Checkpoints.load(pth(pickle.op('u').stop())).names()).containsExactly("w");
  }

  @Test
  void aDictionaryTwoLevelsDownIsFoundDespiteTensorsAtTheRoot() throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(');
    pickle.text("rng").vector("0", 1).text("checkpoint").op('}').text("weights");
    dictionary(pickle, "a", "b");

    assertThat(Checkpoints.load(pth(pickle.op('s').op('u').stop())).names())
        .containsExactly("a", "b");
  }

  @Test
  void dictionariesAreSearchedThreeLevelsDeep() throws IOException {
    assertThat(Checkpoints.load(pth(nested(3))).names()).containsExactly("w");
    assertThatThrownBy(() -> Checkpoints.load(pth(nested(4))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("contains no tensors");
  }

  @Test
  void theRootIsUsedIfNoDictionaryBelowItHasMoreTensors() throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(');
    pickle.text("w").vector("0", 1).text("averages");
    dictionary(pickle, "v");

    assertThat(Checkpoints.load(pth(pickle.op('u').stop())).names()).containsExactly("w");
  }

  @Test
  void atMostTenKeysAreListed() throws IOException {
    Path ten = pth(dictionaries(10));
    assertThatThrownBy(() -> Checkpoints.load(ten)).hasMessageEndingWith("k8, k9]");

    Path eleven = pth(dictionaries(11));
    assertThatThrownBy(() -> Checkpoints.load(eleven)).hasMessageEndingWith("k9] and others");
  }

  @Test
  void severalDictionariesAreListedAndOneCanBeSelected() throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(').text("g");
    dictionary(pickle, "first");
    pickle.text("models").op('}').op('(').text("d");
    dictionary(pickle, "second");
    Path file = pth(pickle.op('u').op('u').stop());

    assertThatThrownBy(() -> Checkpoints.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("several dictionaries of tensors")
        .hasMessageContaining("[g, models/d]");
    assertThat(Checkpoints.load(file, "g").names()).containsExactly("first");
    assertThat(Checkpoints.load(file, "models/d").names()).containsExactly("second");
    assertThat(Checkpoints.load(file, "models").names()).containsExactly("second");
    assertThatThrownBy(() -> Checkpoints.load(file, "h"))
        .hasMessageContaining("no tensors under 'h'")
        .hasMessageContaining("[g, models/d]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyCanBeThePrefixOfNames(boolean asSafetensors) throws IOException {
    List<String> names = List.of("net_g.w", "net_d.v");
    Path file = asSafetensors ? safetensors(names) : pth(dictionary(names.toArray(String[]::new)));

    assertThat(Checkpoints.load(file, "net_g").names()).containsExactly("w");
    assertThat(Checkpoints.load(file, "net_d.").names()).containsExactly("v");
    assertThat(Checkpoints.load(file).names()).containsExactly("net_g.w", "net_d.v");
    assertThatThrownBy(() -> Checkpoints.load(file, "net_x"))
        .hasMessageContaining("no tensors under 'net_x'");
  }

  @Test
  void theUsualOneOfSeveralFlattenedDictionariesIsUsed() throws IOException {
    Path file = safetensors("params.w", "params_ema.v");

    assertThat(Checkpoints.load(file).names()).containsExactly("v");
    assertThat(Checkpoints.load(file, "params").names()).containsExactly("w");
  }

  @Test
  void aSharedDictionaryIsSearchedOnce() throws IOException {
    PickleBytes pickle = PickleBytes.protocol2().op('}');
    for (int level = 0; level < 4; level++) {
      pickle.raw('q', level).op('0').op('}').op('(');
      for (int key = 0; key < 5000; key++) {
        pickle.text("k" + key).raw('h', level);
      }
      pickle.op('u');
    }

    assertThatThrownBy(() -> Checkpoints.load(pth(pickle.stop())))
        .hasMessageContaining("contains no tensors");
  }

  /** A tensor in a dictionary this many levels below the root. */
  private static byte[] nested(int levels) {
    PickleBytes pickle = PickleBytes.protocol2();
    for (int level = 0; level < levels; level++) {
      pickle.op('}').text("k");
    }
    dictionary(pickle, "w");
    for (int level = 0; level < levels; level++) {
      pickle.op('s');
    }
    return pickle.stop();
  }

  /** Several dictionaries of tensors, with the keys k0, k1, … */
  private static byte[] dictionaries(int count) {
    PickleBytes pickle = PickleBytes.protocol2().op('}').op('(');
    for (int key = 0; key < count; key++) {
      pickle.text("k" + key);
      dictionary(pickle, "w");
    }
    return pickle.op('u').stop();
  }

  private static byte[] dictionary(String... names) {
    PickleBytes pickle = PickleBytes.protocol2();
    return dictionary(pickle, names).stop();
  }

  private static PickleBytes dictionary(PickleBytes pickle, String... names) {
    pickle.emptyOrderedDict().op('(');
    for (String name : names) {
      pickle.text(name).vector("0", 1);
    }
    return pickle.op('u');
  }

  private Path pth(byte[] pickle) throws IOException {
    Map<String, byte[]> storages = new HashMap<>(Map.of("0", TorchFiles.floats(1)));
    return TorchFiles.zip(folder.resolve("checkpoint.pth"), pickle, storages);
  }

  private Path safetensors(String... names) throws IOException {
    return safetensors(List.of(names));
  }

  private Path safetensors(List<String> names) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    names.forEach(name -> tensors.put(name, Tensor.zeros(1)));
    Path file = folder.resolve("checkpoint.safetensors");
    Safetensors.write(file, StateDict.of(tensors), Map.of());
    return file;
  }
}
