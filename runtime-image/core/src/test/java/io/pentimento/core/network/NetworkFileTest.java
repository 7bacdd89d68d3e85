package io.pentimento.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.Safetensors;
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
  void aRestorersGraphSaysWhatItIsAndTakesAnyBatch() throws IOException {
    SwinIrFile restorer = (SwinIrFile) load("swinir_dtbfr");
    try (OnnxSession session = OnnxSession.of(restorer.onnx(64), SessionOptions.defaults())) {
      assertThat(session.metadata())
          .containsEntry(NetworkFile.ARCHITECTURE, "SwinIR")
          .containsKey(NetworkFile.HYPERPARAMETERS);
      assertThat(session.run(Tensor.zeros(3, 3, 64, 64)).shape()).containsExactly(3, 3, 64, 64);
    }
  }

  @Test
  void aCodeFormersGraphTakesTheWeightOfItsInputAndShowsTheCodes() throws IOException {
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
  void aCodeFormerSaysForWhichSizeItsPositionsWereMade() throws IOException {
    NetworkFile restorer = load("codeformer");

    assertThatThrownBy(() -> restorer.onnx(96, 128))
        .hasMessageContaining("takes images of 128 x 128 pixels")
        .hasMessageContaining("it was given 128 x 96");
  }

  @Test
  void aCodebookWithoutItsTransformerIsNamedAsSuch() throws IOException {
    Path vqgan = folder.resolve("vqgan.safetensors");
    Safetensors.write(
        vqgan,
        load("codeformer").weights().filter(n -> n.matches("(encoder|quantize|generator)\\..*")),
        Map.of());

    assertThatThrownBy(() -> NetworkFile.load(vqgan, JsonNodeFactory.instance.objectNode()))
        .hasMessageContaining("this is a VQGAN, which is neither prior nor restorer");
  }

  @Test
  void missingAndUnexpectedTensorsAreNamed() throws IOException {
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
  void aPriorInThePlaceOfARestorerIsNamedAsSuch() {
    assertThatThrownBy(
            () ->
                NetworkFile.load(
                    ReferenceDirectory.configured().file("unet_a.pth"),
                    Architecture.SWIN_IR,
                    JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the checkpoint is a GuidedDiffusionUNet, not SwinIR");
  }

  private static NetworkFile load(String name) throws IOException {
    ReferenceCase reference = ReferenceDirectory.configured().read(name);
    return NetworkFile.load(reference.checkpoint().orElseThrow(), given(reference));
  }

  /** What tensors cannot show. */
  private static ObjectNode given(ReferenceCase reference) {
    ObjectNode given = (ObjectNode) reference.constructorArguments().deepCopy();
    return given.retain("image_size", "num_head_channels", "use_new_attention_order", "n_head");
  }
}
