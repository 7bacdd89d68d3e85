// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.Fixtures;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses, gradients, weights and averages of three steps agree with those of the original trainer.
 */
class CodeFormerTuningReferenceTest {
  private static final int SAMPLES = 200;

  /**
   * Biases before a norm of single channels have zero gradients; both trainers compute only noise.
   */
  private static final double NOISE = 1e-4;

  private static ReferenceCase images;
  private static ReferenceCase reference;
  private static JsonNode expected;
  private static CodeFormerFile file;

  @BeforeAll
  static void load() throws IOException {
    images = ReferenceDirectory.configured().read("codeformer");
    reference = ReferenceDirectory.configured().read("codeformer_finetune");
    expected = reference.json().path("CodeFormerModel");
    file =
        CodeFormerFile.of(
            Checkpoints.load(images.checkpoint().orElseThrow()),
            ((ObjectNode) images.constructorArguments()).deepCopy().retain("n_head"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stepsAgreeWithOneForwardPassAndWithOnePerImage(boolean together) {
    int images = images();
    int microBatchSize = together ? images : 1;
    int steps = expected.path("losses_per_step").size();
    CodeTuningConfig paper = CodeTuningConfig.paper();
    CodeTuningConfig config =
        new CodeTuningConfig(images, microBatchSize, paper.losses(), paper.learner(), 0);
    CodeFormer network = new CodeFormer(file.config());
    try (NDManager manager = TorchEngine.newManager();
        CodeEncoder encoder = new CodeEncoder(manager, network.vqgan(), file.weights());
        CodeFormerFineTuning tuning =
            new CodeFormerFineTuning(
                manager,
                network,
                file.weights(),
                config,
                step -> batch(targets(encoder), microBatchSize))) {
      StateDict before = tuning.learner().parameters().toStateDict();
      Map<String, Double> losses = new LinkedHashMap<>();
      tuning.accumulate(losses);
      assertLosses(0, losses);
      assertGradients(tuning.learner().parameters());
      tuning.learner().apply();
      for (int step = 1; step < steps; step++) {
        assertLosses(step, tuning.advance());
      }
      assertMoved("p%d/".formatted(steps), before, tuning.learner().parameters().toStateDict());
      assertMoved("ema%d/".formatted(steps), before, tuning.learner().best());
      String frozen = "generator.blocks.0.weight";
      assertThat(tuning.best().get(frozen)).isSameAs(file.weights().get(frozen));
    }
  }

  private static TargetCodes targets(CodeEncoder encoder) {
    ImageSource clean =
        new ImageSource(images(), i -> Fixtures.image(images, "gt_uint8_hwc", i, false));
    return new TargetCodes(encoder, clean, CodeStore.none());
  }

  private static List<CodeMicroBatch> batch(TargetCodes targets, int microBatchSize) {
    Tensor codes =
        Tensor.batch(IntStream.range(0, images()).mapToObj(i -> targets.of(i, false)).toList());
    assertThat(codes.data()).isEqualTo(reference.tensor("idx_gt").data());
    List<Tensor> lq =
        IntStream.range(0, images())
            .mapToObj(i -> Fixtures.image(images, "lq_uint8_hwc", i, false))
            .toList();
    return microBatchSize == images()
        ? List.of(new CodeMicroBatch(Tensor.batch(lq), codes))
        : IntStream.range(0, images())
            .mapToObj(i -> new CodeMicroBatch(lq.get(i), codes.item(i)))
            .toList();
  }

  /** The number of images per step: the number of rows of target codes. */
  private static int images() {
    return (int) reference.array("idx_gt").shape()[0];
  }

  private static void assertLosses(int step, Map<String, Double> losses) {
    JsonNode row = expected.path("losses_per_step").path(step);
    Map.of("crossEntropy", "cross_entropy_loss", "feature", "l_feat_encoder")
        .forEach(
            (ours, theirs) -> {
              double loss = row.path(theirs).asDouble();
              assertThat(losses.get(ours)).as(ours).isCloseTo(loss, within(1e-4 * loss));
            });
  }

  private static void assertGradients(Parameters parameters) {
    JsonNode norms = expected.path("grad_norm_per_param_step1");
    assertThat(parameters.trainable()).hasSize(norms.size());
    Map<String, Double> groups = new LinkedHashMap<>();
    norms
        .properties()
        .forEach(
            entry -> {
              NDArray gradient = parameters.trainable().get(entry.getKey()).getGradient();
              double squares = gradient.mul(gradient).sum().getFloat();
              double norm = entry.getValue().asDouble();
              assertThat(Math.sqrt(squares))
                  .as(entry.getKey())
                  .isCloseTo(norm, within(1e-3 * norm + NOISE));
              groups.merge(entry.getKey().split("\\.", 2)[0], squares, Double::sum);
            });
    expected
        .path("grad_norm_per_group_step1")
        .properties()
        .forEach(
            entry -> {
              double norm = entry.getValue().asDouble();
              assertThat(Math.sqrt(groups.get(entry.getKey())))
                  .as(entry.getKey())
                  .isCloseTo(norm, within(1e-3 * norm));
            });
  }

  /** Compares the changes of the weights for all samples in the reference. */
  private static void assertMoved(String prefix, StateDict before, StateDict after) {
    double error = 0;
    double size = 0;
    for (String array : reference.arrays().keySet()) {
      if (array.startsWith(prefix)) {
        String name = array.substring(prefix.length());
        float[] p0 = reference.array("p0/" + name).floats();
        float[] p3 = reference.array(array).floats();
        int stride = Math.max(1, after.get(name).size() / SAMPLES);
        for (int i = 0; i < p3.length; i++) {
          double wanted = (double) p3[i] - p0[i];
          double moved =
              (double) after.get(name).data()[i * stride] - before.get(name).data()[i * stride];
          error += (moved - wanted) * (moved - wanted);
          size += wanted * wanted;
        }
      }
    }
    // Adam converts gradients that are only noise into full steps, in the original as well.
    double floor = expected.path("relative_l2_error_f32_vs_f64").path("param_delta").asDouble();
    assertThat(Math.sqrt(error / size)).as(prefix).isLessThan(2 * floor);
  }
}
