package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfPrecisionTest {
  private static final double SLACK = 0.02;

  @TempDir Path folder;

  @Test
  void aPriorInFloat16DiffersByItsRoundingAlone() throws IOException {
    Tensor timestep = Tensor.zeros(1);
    timestep.data()[0] = 250;
    assertRounded(TinyModels.prior(), image(), timestep);
  }

  @Test
  void aRestorerInFloat16DiffersByItsRoundingAlone() throws IOException {
    assertRounded(TinyModels.restorer(), image());
  }

  @Test
  void aJobMayHaveItsPriorInFloat16() throws IOException {
    TinyJob full = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE);
    TinyJob half =
        full.with("prior: {", "prior: {precision: Float16, ")
            .after(StageName.PREPARE, StageName.GENERATE);

    Path ofHalf = half.artifact(StageName.PREPARE).resolve("prior.onnx");
    Path ofFull = full.artifact(StageName.PREPARE).resolve("prior.onnx");
    assertThat(ofHalf).isNotEqualTo(ofFull);
    assertThat(Files.size(ofHalf)).isLessThan(Files.size(ofFull));
  }

  private void assertRounded(NetworkFile network, Tensor... inputs) throws IOException {
    int size = TinyModels.SIZE;
    OnnxModel half = network.onnx(size, size, network.float16());
    Tensor rounded = run(half, inputs);
    Tensor exact = run(network.onnx(size), inputs);
    double deviation = ReferencePasses.deviation(exact);

    assertThat(ReferencePasses.greatestDifference(rounded, exact))
        .isPositive()
        .isLessThan(SLACK * deviation);
    assertThat(length(half)).isLessThan(length(network.onnx(size)));
  }

  private long length(OnnxModel model) throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxModelFile.write(model, file);
    return Files.size(file);
  }

  private static Tensor run(OnnxModel model, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.of(model, SessionOptions.defaults())) {
      return session.run(inputs);
    }
  }

  private static Tensor image() {
    CounterRandom random = new CounterRandom(5, new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, TinyModels.SIZE, TinyModels.SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) random.nextDouble();
    }
    return image;
  }
}
