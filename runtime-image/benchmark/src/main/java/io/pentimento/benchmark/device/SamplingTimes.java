// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import io.pentimento.benchmark.Size;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.noise.NoiseAhead;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.InferenceEngine;
import io.pentimento.training.inference.NumberFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures complete pseudo targets with the paper's settings: 250 steps, K = 600, L = 360. */
final class SamplingTimes {
  private final CheckOptions options;
  private final Results results;

  SamplingTimes(CheckOptions options, Results results) {
    this.options = options;
    this.results = results;
  }

  void measure() throws IOException {
    Size size = options.size();
    NetworkFile prior = MeasuredNetwork.UNET.network(size);
    System.out.println("| numbers | batch | calls | seconds per image | of it in the network |");
    System.out.println("|---|---|---|---|---|");
    for (NumberFormat format : options.formats()) {
      Inference inference =
          new Inference(InferenceEngine.LIBTORCH, TorchEngine.deviceOfThisProcess(), 0);
      try (GraphSession session =
          inference.open(prior.graph(size.pixels(), size.pixels()), format)) {
        for (int batch : options.batches()) {
          measure(session, format, batch);
        }
      }
    }
  }

  private void measure(GraphSession session, NumberFormat format, int batch) throws IOException {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(250));
    int side = options.size().pixels();
    LoopPlan plan =
        LowFrequencyConstrained.strict(600, 360, options.size() == Size.FULL ? 16 : 4)
            .plan(schedule, side, side);
    long[] network = new long[1];
    PseudoTargetLoop loop =
        new PseudoTargetLoop(
            schedule,
            new DdpmSampler(),
            (x, t) -> {
              long start = System.nanoTime();
              Tensor y = session.run(x, timesteps(t));
              network[0] += System.nanoTime() - start;
              return y;
            });
    Tensor guide = MeasuredNetwork.UNET.inputs(options.size(), batch).get(0);
    NoiseSource noise =
        NoiseAhead.on(
            TorchEngine.deviceOfThisProcess(),
            PerImageNoise.of(1, IntStream.range(0, batch).mapToObj(i -> key(i)).toList()));
    long start = System.nanoTime();
    try {
      loop.run(plan, guide, noise, LoopListener.none());
    } catch (RuntimeException e) {
      results.add(format + " " + batch + ": " + e.getMessage(), Map.of("part", "sampling"));
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9 / batch;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("part", "sampling");
    row.put("numbers", format.name());
    row.put("batch", batch);
    row.put("calls", plan.steps());
    row.put("secondsPerImage", seconds);
    row.put("secondsInNetwork", network[0] / 1e9 / batch);
    results.add(
        "| %s | %d | %d | %.3f | %.3f |"
            .formatted(format, batch, plan.steps(), seconds, network[0] / 1e9 / batch),
        row);
  }

  private static Tensor timesteps(long... t) {
    Tensor values = Tensor.zeros(t.length);
    for (int i = 0; i < t.length; i++) {
      values.data()[i] = t[i];
    }
    return values;
  }

  private static byte[] key(int image) {
    byte[] key = new byte[32];
    key[0] = (byte) image;
    return key;
  }
}
