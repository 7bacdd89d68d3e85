// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network;

import static io.pentimento.core.graph.BatchDimension.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.swinir.SwinIrConfig.Upsampler;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.ParameterShapes;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published networks have as many parameters as their publications say; docs/method.md. */
class NetworkSizesTest {

  @Test
  void thePriorHasThePublishedTensorsAndParameters() {
    UNetConfig config = UNetConfig.faces512();
    Map<String, long[]> shapes = ParameterShapes.of(ops -> run(ops, config));

    assertThat(shapes).hasSize(630);
    assertThat(parameters(shapes)).isEqualTo(159_788_454);
    assertThat(shapes.get("time_embed.0.weight")).containsExactly(128, 32);
    assertThat(shapes.get("out.2.weight")).containsExactly(6, 32, 3, 3);
  }

  @Test
  void theRestorersHaveThePublishedParameters() {
    assertThat(
            parameters(
                ParameterShapes.of(
                    ops -> new SwinIr(SwinIrConfig.faces512()).forward(ops, image(ops, 64)))))
        .isEqualTo(15_792_587);
    assertThat(
            parameters(
                ParameterShapes.of(
                    ops ->
                        new CodeFormer(CodeFormerConfig.faces512())
                            .forward(ops, image(ops, 512), ops.input("w"), true))))
        .isEqualTo(94_112_707);
  }

  @Test
  void theDiscriminatorHasThePublishedParameters() {
    long vectors =
        UNetDiscriminator.standard().parameterShapes().entrySet().stream()
            .filter(shape -> shape.getKey().endsWith("_u") || shape.getKey().endsWith("_v"))
            .mapToLong(shape -> Tensor.elements(shape.getValue()))
            .sum();

    assertThat(parameters(UNetDiscriminator.standard().parameterShapes()) - vectors)
        .isEqualTo(4_376_897);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void aPriorKeepsTheSizeOfItsImagesAndDoublesTheirChannels(int size) {
    UNetConfig config = UNetConfig.small(64, 32, List.of(1.0, 2.0), List.of(1, 1));

    assertThat(shape(ops -> run(ops, config, size))).containsExactly(BATCH, 6, size, size);
  }

  @ParameterizedTest
  @EnumSource(Upsampler.class)
  void aSwinIrEnlargesByItsScale(Upsampler upsampler) {
    int scale = upsampler == Upsampler.NONE ? 1 : 2;
    SwinIrConfig config = swinIr(List.of(2), List.of(2), upsampler, scale);

    assertThat(shape(ops -> new SwinIr(config).forward(ops, image(ops, 16))))
        .containsExactly(BATCH, 3, 16L * scale, 16L * scale);
    assertThat(config.outputScale()).isEqualTo(scale);
    assertThat(config.multiple()).isEqualTo(8);
    assertThat(Upsampler.named(upsampler.published())).isEqualTo(upsampler);
  }

  @Test
  void anUnknownUpsamplerIsRejectedWithTheKnownOnes() {
    assertRejected(
        () -> Upsampler.named("bicubic"),
        "unknown upsampler 'bicubic'; use nearest+conv, pixelshuffle, pixelshuffledirect or ''");
  }

  @Test
  void listsOfLevelsHaveEqualLengths() {
    assertRejected(
        () -> swinIr(List.of(2, 2), List.of(2), Upsampler.NONE, 1),
        "depths [2, 2] and num_heads [2] must be of equal length");
    assertRejected(
        () -> UNetConfig.small(64, 32, List.of(1.0, 2.0), List.of(1)),
        "num_res_blocks [1] must have one entry for each entry of channel_mult [1.0, 2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetConfig.small(64, 32, List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({"0, 32", "1, 64", "2, 128"})
  void theChannelsOfALevelAreAMultiple(int level, int channels) {
    assertThat(UNetConfig.faces512().channels(level)).isEqualTo(channels);
    assertThat(UNetConfig.faces512().levels()).isEqualTo(7);
    assertThat(UNetConfig.faces512().embeddingWidth()).isEqualTo(128);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 33, -32})
  void theWidthOfAVqganIsAMultipleOfItsGroups(int nf) {
    assertRejected(
        () -> new VqganConfig(nf, List.of(1), 1, Set.of(), 8, 8),
        "nf " + nf + " must be a multiple of 32, the number of groups of every norm");
  }

  @Test
  void theLevelsOfAVqganAreAtLeastOne() {
    assertRejected(
        () -> new VqganConfig(32, List.of(1, 0), 1, Set.of(), 8, 8),
        "ch_mult [1, 0] and res_blocks 1 must be at least 1");
    assertRejected(
        () -> new VqganConfig(32, List.of(), 1, Set.of(), 8, 8),
        "ch_mult [] and res_blocks 1 must be at least 1");
    assertRejected(
        () -> new VqganConfig(32, List.of(1), 0, Set.of(), 8, 8),
        "ch_mult [1] and res_blocks 0 must be at least 1");
  }

  @Test
  void theSizeOfACodeFormerIsItsGridTimesItsFactor() {
    CodeFormerConfig config = CodeFormerConfig.faces512();

    assertThat(config.vqgan().factor()).isEqualTo(32);
    assertThat(config.imgSize()).isEqualTo(512);
    assertThat(config.tokens()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({"0, 512", "1, 256", "4, 32", "9, 1"})
  void aLevelIsNamedByItsSideInThePublishedNetwork(int level, String name) {
    assertThat(CodeFormerConfig.name(level)).isEqualTo(name);
    assertThat(CodeFormerConfig.level(name)).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"48", "0", "1024", "a", ""})
  void unknownLevelsAreRejected(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeFormerConfig.level(name))
        .withMessageStartingWith("connect_list contains '" + name + "'; valid values are sides");
  }

  @Test
  void headsDivideTheWidthAndConnectionsExist() {
    VqganConfig three = new VqganConfig(32, List.of(1, 1, 1), 1, Set.of(), 8, 8);

    assertRejected(
        () -> new CodeFormerConfig(three, 4, 30, 60, 4, 1, Set.of()),
        "n_head 4 does not divide the transformer width 30; set the correct value");
    assertRejected(
        () -> new CodeFormerConfig(three, 4, 32, 64, 0, 1, Set.of()),
        "n_head 0 does not divide the transformer width 32; set the correct value");
    assertRejected(
        () -> new CodeFormerConfig(three, 4, 32, 64, 4, 1, Set.of(2)),
        "connect_list contains '128', but a VQGAN of 3 levels can be connected at [512, 256]");
  }

  private static SwinIrConfig swinIr(
      List<Integer> depths, List<Integer> heads, Upsampler upsampler, int scale) {
    return new SwinIrConfig(3, 16, 12, depths, heads, 8, 2, scale, 1, upsampler, false, 1, 16, 0.1);
  }

  private static OnnxValue run(OnnxOps ops, UNetConfig config) {
    return run(ops, config, config.imageSize());
  }

  private static OnnxValue run(OnnxOps ops, UNetConfig config, int size) {
    return new UNet(config).forward(ops, image(ops, size), ops.input("t", DataType.FLOAT, BATCH));
  }

  private static OnnxValue image(OnnxOps ops, int size) {
    return ops.input("x", DataType.FLOAT, BATCH, 3, size, size);
  }

  private static long[] shape(Function<OnnxOps, OnnxValue> network) {
    long[][] shape = new long[1][];
    ParameterShapes.of(ops -> shape[0] = network.apply(ops).shape());
    return shape[0];
  }

  private static long parameters(Map<String, long[]> shapes) {
    return shapes.values().stream().mapToLong(Tensor::elements).sum();
  }

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
