// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.DropPath;
import io.pentimento.core.network.file.SwinIrHyperparameters;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.FineTunings.DropPaths;
import io.pentimento.training.optimizer.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Losses, gradients and weights of several steps agree with those of the original trainer. */
class FineTuningReferenceTest {
  /** Tolerance in addition to the original's difference between float32 and float64. */
  private static final double NOISE_FLOORS = 20;

  @TestFactory
  Stream<DynamicTest> stepsAgreeWithTheOriginalTrainer() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference :
        ReferenceDirectory.configured().cases(ReferenceKind.SWINIR_FINE_TUNING)) {
      Iterator<String> names = reference.json().path("cases").fieldNames();
      while (names.hasNext()) {
        String name = names.next();
        tests.add(dynamicTest(reference.name() + " " + name, () -> check(reference, name)));
      }
    }
    return tests.stream();
  }

  private static void check(ReferenceCase reference, String name) throws IOException {
    JsonNode json = reference.json().path("cases").path(name);
    try (NDManager manager = TorchEngine.newManager();
        PerceptualDistance lpips = Fixtures.lpips(manager, reference);
        RestorerFineTuning tuning = tuning(manager, reference, name, lpips)) {
      StateDict restorer = tuning.restorerLearner().parameters().toStateDict();
      StateDict opponent = tuning.adversary().orElseThrow().learner().parameters().toStateDict();
      Map<String, Double> losses = new LinkedHashMap<>();
      tuning.accumulate(losses);
      assertLosses(json.path("losses_step_micro").path(0), losses);
      assertGradients(json.path("G_grad_norms_step1"), tuning.restorerLearner().parameters());
      assertGradients(
          json.path("D_grad_norms_step1"), tuning.adversary().orElseThrow().learner().parameters());
      tuning.apply();
      int steps = json.path("losses_step_micro").size();
      for (int step = 1; step < steps; step++) {
        assertLosses(json.path("losses_step_micro").path(step), tuning.advance());
      }
      JsonNode floors = json.path("relative_l2_error_f32_vs_f64");
      assertMoved(
          reference,
          name + "/g_",
          steps,
          restorer,
          tuning.restorerLearner().parameters(),
          floors.path("G_delta"));
      assertMoved(
          reference,
          name + "/d_",
          steps,
          opponent,
          tuning.adversary().orElseThrow().learner().parameters(),
          floors.path("D_delta"));
    }
  }

  private static RestorerFineTuning tuning(
      NDManager manager, ReferenceCase reference, String name, PerceptualDistance lpips)
      throws IOException {
    JsonNode json = reference.json().path("cases").path(name);
    FineTuningConfig paper = FineTuningConfig.paper();
    FineTuningConfig config =
        new FineTuningConfig(
            paper.iterations(),
            json.path("batch").asInt(),
            json.path("microbatch").asInt(),
            paper.losses(),
            paper.restorer(),
            paper.discriminator(),
            paper.seed(),
            Compatibility.authorsCode());
    SwinIr network =
        new SwinIr(
            SwinIrHyperparameters.of(reference.json().path("swinir_args"))
                .withDropPathRate(json.path("drop_path_rate").asDouble()));
    StateDict weights =
        Checkpoints.load(reference.sibling(reference.json().path("swinir").asText()));
    return new FineTunings(manager, config)
        .of(
            network,
            weights,
            Optional.of(lpips),
            Optional.of(Fixtures.opponent(reference)),
            step -> batches(reference, json, step),
            Optional.of(recorded(manager, reference, name)));
  }

  private static List<MicroBatch> batches(ReferenceCase reference, JsonNode json, long step) {
    int size = json.path("microbatch").asInt();
    JsonNode images = json.path("image_indices").path((int) step);
    JsonNode real = json.path("gan_indices").path((int) step);
    List<MicroBatch> batches = new ArrayList<>();
    for (int from = 0; from < images.size(); from += size) {
      List<Tensor> lq = new ArrayList<>();
      List<Tensor> gt = new ArrayList<>();
      List<Tensor> gan = new ArrayList<>();
      for (int i = from; i < from + size; i++) {
        lq.add(Fixtures.image(reference, "lq_uint8_hwc", images.path(i).asInt(), false));
        gt.add(Fixtures.image(reference, "gt_uint8_hwc", images.path(i).asInt(), false));
        gan.add(Fixtures.real(reference, real.path(i).asInt()));
      }
      batches.add(new MicroBatch(Tensor.batch(lq), Tensor.batch(gt), Tensor.batch(gan)));
    }
    return batches;
  }

  /** Replays the recorded masks of the original, in the order of the calls. */
  private static DropPaths recorded(NDManager manager, ReferenceCase reference, String name) {
    if (!reference.hasArray(name + "/masks")) {
      return (step, micro) -> DropPath.none();
    }
    Iterator<Tensor> masks = rows(reference.tensor(name + "/masks")).iterator();
    return (step, micro) ->
        (branch, rate) -> {
          Tensor keep = masks.next();
          for (int i = 0; i < keep.size(); i++) {
            keep.data()[i] /= (float) (1 - rate);
          }
          return branch.mul(
              ArrayTransfer.toDevice(manager, Tensor.of(keep.data(), keep.size(), 1, 1)));
        };
  }

  private static List<Tensor> rows(Tensor matrix) {
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < matrix.dim(0); i++) {
      rows.add(matrix.item(i));
    }
    return rows;
  }

  private static void assertLosses(JsonNode micros, Map<String, Double> losses) {
    Map<String, String> names =
        Map.of(
            "L1",
            "l1",
            "lpips",
            "lpips",
            "gan",
            "gan",
            "l_d_real",
            "discriminatorReal",
            "l_d_fake",
            "discriminatorFake");
    names.forEach(
        (theirs, ours) -> {
          double sum = 0;
          for (JsonNode micro : micros) {
            sum += micro.path(theirs).asDouble();
          }
          double expected = sum / micros.size();
          assertThat(losses.get(ours)).as(ours).isCloseTo(expected, within(1e-4 * expected));
        });
  }

  private static void assertGradients(JsonNode norms, Parameters parameters) {
    norms
        .properties()
        .forEach(
            entry -> {
              NDArray gradient = parameters.trainable().get(entry.getKey()).getGradient();
              double norm = Math.sqrt(gradient.mul(gradient).sum().getFloat());
              double expected = entry.getValue().asDouble();
              assertThat(norm).as(entry.getKey()).isCloseTo(expected, within(1e-3 * expected));
            });
  }

  /** Compares the changes of the weights for all samples in the reference. */
  private static void assertMoved(
      ReferenceCase reference,
      String prefix,
      int steps,
      StateDict before,
      Parameters parameters,
      JsonNode floor) {
    double error = 0;
    double size = 0;
    StateDict after = parameters.toStateDict();
    String last = "%sp%d/".formatted(prefix, steps);
    for (String array : reference.arrays().keySet()) {
      if (array.startsWith(last)) {
        String name = array.substring(last.length());
        float[] p0 = reference.array(prefix + "p0/" + name).floats();
        float[] end = reference.array(array).floats();
        int stride = Math.max(1, after.get(name).size() / 150);
        for (int i = 0; i < end.length; i++) {
          double expected = (double) end[i] - p0[i];
          double moved =
              (double) after.get(name).data()[i * stride] - before.get(name).data()[i * stride];
          error += (moved - expected) * (moved - expected);
          size += expected * expected;
        }
      }
    }
    double tolerance = Math.max(1e-3, NOISE_FLOORS * floor.asDouble());
    assertThat(size).as("arrays named %s…", last).isPositive();
    assertThat(Math.sqrt(error / size)).as(prefix).isLessThan(tolerance);
  }
}
