// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.optimizer.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks with random weights, in files of the published form: checkpoint reader, ONNX file and
 * both back ends.
 */
class PublishedSizesTest {
  private static final StateDict NONE = StateDict.of(Map.of());
  private static final double TOLERANCE = 1e-4;
  private static final long GIGABYTE = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void smallNetworksAgreeOnBothBackEnds() throws IOException {
    UNetConfig prior =
        UNetConfig.small(512, 32, List.of(1.0, 2.0), List.of(1, 1)).withAttention(Set.of(256), 64);
    bothBackEndsAgree(publishedUNet(prior), prior(), 32);
    SwinIrConfig restorer = small(SwinIrConfig.faces512());
    bothBackEndsAgree(publishedSwinIr(restorer), restorer(restorer), 64);
    CodeFormerConfig codes =
        new CodeFormerConfig(
            new VqganConfig(32, List.of(1, 2), 1, Set.of(1), 32, 64), 16, 64, 96, 8, 2, Set.of(0));
    bothBackEndsAgree(publishedCodeFormer(codes), codeFormer(codes), 32);
  }

  @Test
  @Tag("slow")
  void thePublishedPriorRunsIn8Gigabytes() throws IOException {
    Path file = publishedUNet(UNetConfig.faces512());
    StateDict written = Safetensors.read(file);
    assertThat(written.size()).isEqualTo(630);
    assertThat(written.parameterCount()).isEqualTo(159_788_454);
    assertThat(written.names()).allMatch(name -> name.startsWith("module."));
    bothBackEndsAgree(file, prior(), 512);
    assertMemoryBelow(8 * GIGABYTE);
  }

  @Test
  @Tag("slow")
  void thePublishedRestorerRunsIn8Gigabytes() throws IOException {
    SwinIrConfig config = SwinIrConfig.faces512();
    Path file = publishedSwinIr(config);
    assertThat(Safetensors.read(file).parameterCount()).isEqualTo(15_792_587);
    bothBackEndsAgree(file, restorer(config), 512);
    assertMemoryBelow(8 * GIGABYTE);
  }

  /** Includes the checkpoint, its ONNX file and both back ends. */
  @Test
  @Tag("slow")
  void thePublishedCodeFormerRunsIn12Gigabytes() throws IOException {
    CodeFormerConfig config = CodeFormerConfig.faces512();
    Path file = publishedCodeFormer(config);
    StateDict written = Safetensors.read(file);
    assertThat(written.size()).isEqualTo(515);
    assertThat(written.parameterCount()).isEqualTo(94_112_707);
    bothBackEndsAgree(file, codeFormer(config), 512);
    assertMemoryBelow(12 * GIGABYTE);
  }

  @FunctionalInterface
  private interface Forward {
    NDArray of(DjlOps ops, NetworkFile network, NDArray x);
  }

  private static Forward prior() {
    return (ops, file, x) ->
        new UNet(((UNetFile) file).config())
            .forward(ops, x, ArrayTransfer.toDevice(x.getManager(), timestep()));
  }

  private static Forward restorer(SwinIrConfig config) {
    return (ops, file, x) -> new SwinIr(config).forward(ops, x);
  }

  private static Forward codeFormer(CodeFormerConfig config) {
    return (ops, file, x) ->
        new CodeFormer(config).forward(ops, x, ops.constant(new float[] {0.5f}), true).image();
  }

  private static SwinIrConfig small(SwinIrConfig published) {
    return new SwinIrConfig(
        published.inChans(),
        published.imgSize(),
        30,
        List.of(2, 2),
        List.of(3, 3),
        published.windowSize(),
        published.mlpRatio(),
        published.upscale(),
        published.imgRange(),
        published.upsampler(),
        published.threeConvResidual(),
        published.unshuffleScale(),
        16,
        0);
  }

  /** A flat dict with the prefix of parallel training. */
  private Path publishedUNet(UNetConfig config) throws IOException {
    Map<String, long[]> shapes = new UNetFile(config, NONE).expectedShapes();
    StateDict weights = WeightInitializer.plain(1).initialize(shapes);
    return written(weights.renamed(name -> "module." + name));
  }

  private Path publishedSwinIr(SwinIrConfig config) throws IOException {
    Map<String, long[]> shapes = new SwinIrFile(config, NONE).expectedShapes();
    return written(WeightInitializer.plain(2).initialize(shapes));
  }

  private Path publishedCodeFormer(CodeFormerConfig config) throws IOException {
    Map<String, long[]> shapes = new CodeFormerFile(config, NONE).expectedShapes();
    return written(WeightInitializer.plain(4).initialize(shapes));
  }

  private Path written(StateDict weights) throws IOException {
    Path file = folder.resolve(weights.size() + ".safetensors");
    Safetensors.write(file, weights, Map.of());
    return file;
  }

  private void bothBackEndsAgree(Path file, Forward forward, int size) throws IOException {
    NetworkFile network = NetworkFile.load(file, JsonNodeFactory.instance.objectNode());
    Tensor image = image(size);
    Tensor onnx = onOnnxRuntime(network, image);
    Tensor torch = onLibtorch(network, forward, image);
    assertThat(ReferencePasses.greatestDifference(onnx, torch))
        .isLessThan(TOLERANCE * ReferencePasses.deviation(torch));
  }

  private Tensor onOnnxRuntime(NetworkFile network, Tensor image) throws IOException {
    Path file = folder.resolve("network.onnx");
    OnnxModelFile.write(network.onnx((int) image.dim(2)), file);
    try (OnnxSession session = OnnxSession.open(file, SessionOptions.defaults())) {
      return session.run(inputs(network, image));
    }
  }

  private static Tensor[] inputs(NetworkFile network, Tensor image) {
    return switch (network.architecture()) {
      case GUIDED_DIFFUSION_UNET -> new Tensor[] {image, timestep()};
      case CODE_FORMER -> new Tensor[] {image, Tensor.of(new float[] {0.5f})};
      default -> new Tensor[] {image};
    };
  }

  private static Tensor onLibtorch(NetworkFile network, Forward forward, Tensor image) {
    try (NDManager manager = TorchEngine.newManager();
        NDScope scope = new NDScope();
        Parameters weights = Parameters.frozen(manager, network.weights())) {
      scope.suppressNotUsedWarning();
      TorchEngine.recordGradients(false);
      NDArray x = ArrayTransfer.toDevice(manager, image);
      return ArrayTransfer.toHost(forward.of(new DjlOps(manager, weights), network, x));
    }
  }

  private static Tensor timestep() {
    return Tensor.of(new float[] {500}, 1);
  }

  private static Tensor image(int size) {
    Tensor image = Tensor.zeros(1, 3, size, size);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }

  /** Maximum of this process since its start. */
  private static void assertMemoryBelow(long bytes) throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeThat(status).as("the kernel reports the peak memory").exists();
    String peak =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    assertThat(1024 * Long.parseLong(peak.replaceAll("\\D", ""))).isLessThan(bytes);
  }
}
