// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HyperparametersTest {

  static List<ReferenceCase> unets() throws IOException {
    return ReferenceDirectory.configured().cases(ReferenceKind.UNET);
  }

  static List<ReferenceCase> swinIrs() throws IOException {
    return ReferenceDirectory.configured().cases(ReferenceKind.SWINIR);
  }

  @ParameterizedTest
  @MethodSource("unets")
  void aPublishedPriorIsDerivedFromItsTensorsExceptForSizeAndHeads(ReferenceCase reference) {
    ObjectNode published = (ObjectNode) reference.constructorArguments();
    ObjectNode given = published.deepCopy();
    given.retain("image_size", "num_heads", "num_head_channels", "use_new_attention_order");

    assertThat(UNetFile.of(zeros(reference.stateShapes()), given).config())
        .isEqualTo(UNetHyperparameters.of(published));
  }

  @ParameterizedTest
  @MethodSource("swinIrs")
  void aPublishedRestorerIsDerivedFromItsTensors(ReferenceCase reference) {
    ObjectNode published = (ObjectNode) reference.constructorArguments();
    ObjectNode given = published.deepCopy();
    given.retain("img_size", "img_range", "drop_path_rate");

    assertThat(SwinIrFile.of(zeros(reference.stateShapes()), given).config())
        .isEqualTo(SwinIrHyperparameters.of(published));
  }

  @Test
  void aCodeFormerOfAnyLayoutIsDerivedFromItsTensorsExceptForItsHeads() {
    VqganConfig shallow = new VqganConfig(32, List.of(1, 2, 2), 1, Set.of(), 32, 64);
    VqganConfig attentive = new VqganConfig(64, List.of(1, 2, 4, 4), 3, Set.of(2, 3), 96, 128);
    for (CodeFormerConfig config :
        List.of(
            CodeFormerConfig.faces512(),
            new CodeFormerConfig(shallow, 16, 64, 96, 8, 2, Set.of(1)),
            new CodeFormerConfig(attentive, 8, 48, 96, 4, 1, Set.of(0, 1, 2)))) {
      ObjectNode given = object().put("n_head", config.nHead());

      assertThat(CodeFormerFile.of(weights(config), given).config()).isEqualTo(config);
      assertThat(CodeFormerHyperparameters.of(CodeFormerHyperparameters.json(config)))
          .isEqualTo(config);
    }
  }

  @Test
  void theArgumentsOfThePublishedCodeFormerAgreeWithItsTensors() {
    ObjectNode given = object().put("dim_embd", 512).put("latent_size", 256).put("n_layers", 9);
    given.putArray("connect_list").add("256").add("128").add("64").add("32");

    assertThat(CodeFormerFile.of(weights(CodeFormerConfig.faces512()), given).config())
        .isEqualTo(CodeFormerConfig.faces512());
    assertThatThrownBy(
            () ->
                CodeFormerFile.of(
                    weights(CodeFormerConfig.faces512()), object().put("codebook_size", 512)))
        .hasMessageContaining("'codebook_size' of CodeFormer is given as 512")
        .hasMessageContaining("tensors show 1024");
    assertThatThrownBy(
            () ->
                CodeFormerFile.of(weights(CodeFormerConfig.faces512()), object().put("n_head", 7)))
        .hasMessageContaining("n_head 7 does not divide the transformer width 512");
  }

  @Test
  void everySwitchOfThePriorIsDerivedFromItsTensors() {
    for (boolean residual : List.of(false, true)) {
      for (boolean learned : List.of(false, true)) {
        for (boolean scaleShift : List.of(false, true)) {
          UNetConfig config =
              new UNetConfig(
                  64,
                  3,
                  32,
                  6,
                  List.of(0.5 * 2, 2.0, 3.0),
                  List.of(2, 1, 3),
                  Set.of(32, 16),
                  1,
                  32,
                  learned || residual,
                  scaleShift,
                  residual,
                  false);
          ObjectNode given = object();
          given.put("image_size", 64).put("num_head_channels", 32);

          assertThat(UNetFile.of(weights(config), given).config()).isEqualTo(config);
          assertThat(UNetHyperparameters.of(UNetHyperparameters.json(config))).isEqualTo(config);
        }
      }
    }
  }

  @Test
  void thePublishedFaceModelsAreDerivedFromTheirTensors() {
    assertThat(UNetFile.of(weights(UNetConfig.faces512()), object()).config())
        .isEqualTo(UNetConfig.faces512());
    assertThat(SwinIrHyperparameters.of(SwinIrHyperparameters.json(SwinIrConfig.faces512())))
        .isEqualTo(SwinIrConfig.faces512());
  }

  @Test
  void anUnknownNameIsRejectedByName() {
    ObjectNode given = object().put("windowsize", 8);

    assertThatThrownBy(() -> SwinIrHyperparameters.of(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SwinIR has no hyperparameter 'windowsize'");
  }

  @Test
  void argumentsAtTheirDefaultsAreAccepted() {
    ObjectNode swinIr = object().put("ape", false).put("patch_norm", true).put("qkv_bias", true);
    swinIr.putNull("qk_scale").put("drop_rate", 0.0).put("attn_drop_rate", 0).put("patch_size", 1);
    swinIr.put("use_checkpoint", false).putArray("depths").add(2);
    swinIr.putArray("num_heads").add(2);
    assertThat(SwinIrHyperparameters.of(swinIr).depths()).containsExactly(2);

    ObjectNode prior = object().put("dims", 2).put("dropout", 0.1).put("use_fp16", true);
    prior.put("use_checkpoint", true).putNull("num_classes").put("num_heads_upsample", -1);
    prior.put("num_res_blocks", 1).putArray("channel_mult").add(1);
    prior.putArray("attention_resolutions");
    assertThat(UNetHyperparameters.of(prior).channelMult()).containsExactly(1.0);

    ObjectNode codeFormer = object().put("quantizer", "nearest").put("beta", 0.25);
    codeFormer.putNull("vqgan_path").putArray("fix_modules").add("quantize");
    assertThat(CodeFormerHyperparameters.of(codeFormer)).isEqualTo(CodeFormerConfig.faces512());
  }

  @Test
  void unsupportedValuesAreRejectedByName() {
    assertThatThrownBy(() -> SwinIrHyperparameters.of(object().put("ape", true)))
        .hasMessageContaining("SwinIR with ape true is not supported; only false is");
    assertThatThrownBy(() -> UNetHyperparameters.of(object().put("num_classes", 10)))
        .hasMessageContaining("num_classes 10");
    assertThatThrownBy(() -> CodeFormerHyperparameters.of(object().put("quantizer", "gumbel")))
        .hasMessageContaining("quantizer \"gumbel\"");
  }

  @Test
  void aValueThatContradictsTheTensorsIsRejectedWithBoth() {
    UNetConfig config = UNetConfig.small(32, 32, List.of(1.0, 2.0), List.of(1, 1));
    ObjectNode given = object().put("image_size", 32).put("model_channels", 64);

    assertThatThrownBy(() -> UNetFile.of(weights(config), given))
        .hasMessageContaining("'model_channels' of GuidedDiffusionUNet is given as 64")
        .hasMessageContaining("tensors show 32");
  }

  @Test
  void headsThatDoNotDivideTheChannelsAreRejected() {
    UNetConfig config = UNetConfig.small(32, 32, List.of(1.0, 1.0), List.of(1, 1));
    UNetConfig narrow = config.withAttention(Set.of(), 16);
    ObjectNode given = object().put("image_size", 32);

    assertThatThrownBy(() -> UNetFile.of(weights(narrow), given))
        .hasMessageContaining("num_head_channels 64 does not divide");
  }

  @Test
  void theCheckpointOfAnotherNetworkIsRejected() {
    StateDict prior = weights(UNetConfig.small(32, 64, List.of(1.0), List.of(1)));

    assertThatThrownBy(() -> SwinIrFile.of(prior, object()))
        .hasMessageContaining("the checkpoint is not a SwinIR");
    assertThat(Architecture.of(prior)).contains(Architecture.GUIDED_DIFFUSION_UNET);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static StateDict weights(CodeFormerConfig config) {
    return zeros(new CodeFormerFile(config, StateDict.of(Map.of())).expectedShapes());
  }

  private static StateDict weights(UNetConfig config) {
    UNet network = new UNet(config);
    int size = config.imageSize();
    return zeros(
        ParameterShapes.of(
            ops ->
                network.forward(
                    ops,
                    ops.input("x", DataType.FLOAT, 1, 3, size, size),
                    ops.input("t", DataType.FLOAT, 1))));
  }

  /** Only shapes matter here: large tensors share one array where possible. */
  private static StateDict zeros(Map<String, long[]> shapes) {
    Map<Long, float[]> arrays = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          float[] data =
              arrays.computeIfAbsent(Tensor.elements(shape), n -> new float[n.intValue()]);
          tensors.put(name, Tensor.of(data, shape));
        });
    return StateDict.of(tensors);
  }
}
