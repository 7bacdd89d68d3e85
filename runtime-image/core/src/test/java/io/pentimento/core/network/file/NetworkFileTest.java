// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.NonFiniteModelException;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileTest {
  @TempDir Path folder;

  static List<ReferenceCase> cases() throws IOException {
    ReferenceDirectory all = ReferenceDirectory.configured();
    List<ReferenceCase> cases = new ArrayList<>(all.cases(ReferenceKind.UNET));
    cases.addAll(all.cases(ReferenceKind.SWINIR));
    cases.addAll(all.cases(ReferenceKind.CODEFORMER));
    cases.removeIf(c -> c.checkpoint().isEmpty());
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPublishedFileIsReadWrittenAndReadAgainAsTheSameNetwork(ReferenceCase reference)
      throws IOException {
    NetworkFile read = NetworkFile.load(reference.checkpoint().orElseThrow(), given(reference));
    Path copy = folder.resolve("copy.safetensors");
    read.write(copy);

    NetworkFile again = NetworkFile.load(copy, JsonNodeFactory.instance.objectNode());

    assertThat(again.hyperparameters()).isEqualTo(read.hyperparameters());
    assertThat(again.weights().names()).isEqualTo(read.weights().names());
  }

  @Test
  void aRestorersGraphContainsMetadataAndAcceptsAnyBatch() throws IOException {
    SwinIrFile restorer = (SwinIrFile) load("swinir_dtbfr");
    try (OnnxSession session = OnnxSession.of(restorer.onnx(64), SessionOptions.defaults())) {
      assertThat(session.metadata())
          .containsEntry(NetworkFile.ARCHITECTURE, "SwinIR")
          .containsKey(NetworkFile.HYPERPARAMETERS);
      assertThat(session.run(Tensor.zeros(3, 3, 64, 64)).shape()).containsExactly(3, 3, 64, 64);
    }
  }

  @Test
  void aCodeFormersGraphTakesTheFidelityWeightAndOutputsTheCodes() throws IOException {
    NetworkFile restorer = load("codeformer");
    try (OnnxSession session = OnnxSession.of(restorer.onnx(128), SessionOptions.defaults())) {
      assertThat(session.inputs()).extracting(Port::name).containsExactly("x", "w");
      Map<String, Tensor> inputs = Map.of("x", Tensor.zeros(2, 3, 128, 128), "w", Tensor.zeros());
      Map<String, Tensor> out = session.run(inputs);
      assertThat(out.get("y").shape()).containsExactly(2, 3, 128, 128);
      assertThat(out.get("logits").shape()).containsExactly(2, 16, 64);
      assertThat(out.get("codes").shape()).containsExactly(2, 16);
    }
  }

  @Test
  void aCodeFormerReportsTheSizeOfItsPositionTable() throws IOException {
    NetworkFile restorer = load("codeformer");

    assertThatThrownBy(() -> restorer.onnx(96, 128))
        .hasMessageContaining("takes images of 128 x 128 pixels")
        .hasMessageContaining("it was given 128 x 96");
  }

  @Test
  void aCodebookWithoutTransformerIsRejected() throws IOException {
    Path vqgan = folder.resolve("vqgan.safetensors");
    Safetensors.write(
        vqgan,
        load("codeformer").weights().filter(n -> n.matches("(encoder|quantize|generator)\\..*")),
        Map.of());

    assertThatThrownBy(() -> NetworkFile.load(vqgan, JsonNodeFactory.instance.objectNode()))
        .hasMessageContaining("this is a VQGAN, which is neither a prior nor a restorer");
  }

  @Test
  void missingAndUnexpectedTensorsAreListed() throws IOException {
    NetworkFile restorer = load("swinir_dtbfr");
    Path broken = folder.resolve("broken.safetensors");
    Safetensors.write(
        broken,
        restorer
            .weights()
            .filter(name -> !name.equals("conv_last.bias"))
            .with("stray.weight", Tensor.zeros(1)),
        Map.of());

    assertThatThrownBy(() -> NetworkFile.load(broken, JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(CheckpointException.class)
        .hasCauseInstanceOf(CheckpointMismatch.class)
        .hasMessageContaining("broken.safetensors")
        .hasMessageContaining("conv_last.bias")
        .hasMessageContaining("stray.weight");
  }

  @Test
  void aPriorIsRejectedAsRestorer() {
    assertThatThrownBy(
            () ->
                NetworkFile.load(
                    ReferenceDirectory.packaged().file("unet_a.pth"),
                    Architecture.SWIN_IR,
                    JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the checkpoint is a GuidedDiffusionUNet, not SwinIR");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aNonFiniteWeightIsRejectedByName(float value) throws IOException {
    StateDict weights = load("swinir_dtbfr").weights();
    Tensor bias = weights.get("conv_last.bias");
    float[] damaged = bias.data().clone();
    damaged[1] = value;
    Path file = written(weights.with("conv_last.bias", Tensor.of(damaged, bias.shape())), Map.of());

    assertThatThrownBy(() -> NetworkFile.load(file, JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(NonFiniteModelException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("'conv_last.bias' is not finite, it has the value " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "[]", "1", "{", "\"text\""})
  void invalidHyperparameterMetadataAreRejected(String json) throws IOException {
    Path file = written(load("swinir_dtbfr").weights(), Map.of(NetworkFile.HYPERPARAMETERS, json));

    assertThatThrownBy(() -> NetworkFile.load(file, JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'pentimento.hyperparameters' is not a JSON object");
  }

  @Test
  void aPrefixOfAnyNameThatAllTensorsShareIsRemoved() throws IOException {
    StateDict weights = load("swinir_dtbfr").weights();
    Path file = written(weights.renamed(name -> "student.net." + name), Map.of());

    assertThat(NetworkFile.load(file, JsonNodeFactory.instance.objectNode()).weights().names())
        .isEqualTo(weights.names());
  }

  @Test
  void prefixesOfSomeTensorsMustBeSelectedByKey() throws IOException {
    StateDict weights = load("swinir_dtbfr").weights();
    StateDict two = weights.renamed(name -> "student." + name).with("loss.weight", Tensor.zeros(1));
    Path file = written(two, Map.of());

    assertThatThrownBy(() -> NetworkFile.load(file, JsonNodeFactory.instance.objectNode()))
        .hasMessageContaining("prefixes [student.]");
    NetworkFile named =
        new NetworkLoader(file, "student").load(JsonNodeFactory.instance.objectNode());
    assertThat(named.weights().names()).isEqualTo(weights.names());
  }

  @Test
  void aNetworkOfOneChannelIsRejectedAsRgbRestorer() throws IOException {
    load("swinir_dtbfr").requireRgb();
    SwinIrConfig config =
        SwinIrHyperparameters.of(load("swinir_dtbfr").hyperparameters().put("in_chans", 1));
    NetworkFile grey = new SwinIrFile(config, StateDict.of(Map.of()));

    assertThatThrownBy(grey::requireRgb)
        .isInstanceOf(CheckpointMismatch.class)
        .hasMessageContaining("SwinIR takes images of 1 channel: it is not an RGB restorer");
  }

  private Path written(StateDict weights, Map<String, String> metadata) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, weights, metadata);
    return file;
  }

  private static NetworkFile load(String name) throws IOException {
    ReferenceCase reference = ReferenceDirectory.packaged().read(name);
    return NetworkFile.load(reference.checkpoint().orElseThrow(), given(reference));
  }

  /** Hyperparameters that cannot be derived from tensors. */
  private static ObjectNode given(ReferenceCase reference) {
    ObjectNode given = (ObjectNode) reference.constructorArguments().deepCopy();
    return given.retain(
        "image_size", "num_heads", "num_head_channels", "use_new_attention_order", "n_head");
  }
}
