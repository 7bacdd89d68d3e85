// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.contract.SourceName;
import io.pentimento.core.graph.BatchDimension;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringNetworksTest {
  @TempDir Path folder;

  @Test
  void imagesAreNormalisedAsDeclaredAndResizedForTheNetwork() throws IOException {
    Path mean = network(3, (ops, x) -> ops.mean(x, false, 1, 2, 3));
    ScoringNetwork declared = declared(mean, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.5, 1.0));

    try (OnnxScore score = new OnnxScore(mean, declared, SessionOptions.defaults())) {
      assertThat(score.of(grey(32, 1f)))
          .as("the mean of 2, 1 and 0.5")
          .hasSize(1)
          .satisfies(value -> assertThat(value[0]).isCloseTo(3.5f / 3, within(1e-5f)));
    }
  }

  @Test
  void aNetworkOfOneChannelGetsGreyImages() throws IOException {
    Path mean = network(1, (ops, x) -> ops.mean(x, false, 1, 2, 3));
    Tensor red = grey(8, 0f);
    Arrays.fill(red.data(), 0, 64, 1f);

    try (OnnxScore score = new OnnxScore(mean, declared(mean), SessionOptions.defaults())) {
      assertThat(score.of(red)[0]).isCloseTo(0.299f, within(1e-5f));
    }
  }

  @Test
  void aQualityNetworkMustReturnOneNumber() throws IOException {
    Path vector = network(3, (ops, x) -> ops.mean(x, false, 2, 3));

    assertThatThrownBy(() -> keep(SourceName.QUALITY_NETWORK, vector))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("spec.evaluation.qualityNetwork.source")
        .hasMessageContaining("one finite number for an image");

    keep(SourceName.IDENTITY_NETWORK, vector);
    assertThat(new ScoringNetworks(folder).has(SourceName.IDENTITY_NETWORK)).isTrue();
  }

  @Test
  void aFileThatIsNotANetworkIsRejectedWithItsField() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a network");

    assertThatThrownBy(() -> keep(SourceName.IDENTITY_NETWORK, text))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("spec.evaluation.identityNetwork.source cannot score images");
  }

  private void keep(SourceName source, Path file) throws IOException {
    new ScoringNetworks(folder).keep(source, file, declared(file));
  }

  private Path network(int channels, BiFunction<OnnxOps, OnnxValue, OnnxValue> body)
      throws IOException {
    OnnxOps ops = new OnnxOps(Map.<String, Tensor>of()::get);
    OnnxValue image = ops.input("image", DataType.FLOAT, BatchDimension.BATCH, channels, 8, 8);
    ops.output("score", body.apply(ops, image));
    Path file = folder.resolve("network-" + channels + ".onnx");
    OnnxModelFile.write(ops.model(Map.of()), file);
    return file;
  }

  private static ScoringNetwork declared(Path file) {
    return declared(file, null, null);
  }

  private static ScoringNetwork declared(Path file, List<Double> mean, List<Double> deviation) {
    return new ScoringNetwork(new FileSource(file.toString(), null, null), "toy", mean, deviation);
  }

  private static Tensor grey(int size, float value) {
    Tensor image = Tensor.zeros(1, 3, size, size);
    Arrays.fill(image.data(), value);
    return image;
  }
}
