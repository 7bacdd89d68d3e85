// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import io.pentimento.benchmark.CodeTuningStep;
import io.pentimento.benchmark.FineTuningStep;
import io.pentimento.benchmark.Workload;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Measures fine-tuning steps, one image per step, with all losses and, for comparison with PyTorch,
 * with L1 only.
 */
final class TrainingTimes {
  private static final int WARM_UP = 3;
  private static final int STEPS = 15;

  private final CheckOptions options;
  private final Results results;

  TrainingTimes(CheckOptions options, Results results) {
    this.options = options;
    this.results = results;
  }

  void measure() throws IOException {
    try (Workload alone = FineTuningStep.withL1Alone(options.size())) {
      measure("SwinIR, L1", alone);
    }
    try (Workload swinIr = FineTuningStep.of(options.size())) {
      measure("SwinIR, L1 + LPIPS + GAN", swinIr);
    }
    try (Workload codeFormer = CodeTuningStep.of(options.size())) {
      measure("CodeFormer, codes", codeFormer);
    }
  }

  private void measure(String name, Workload step) throws IOException {
    double[] times = new double[STEPS];
    for (int i = -WARM_UP; i < STEPS; i++) {
      long start = System.nanoTime();
      step.run();
      times[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(times);
    double median = times[STEPS / 2];
    results.add(
        "| %s | %.1f ms per step | %s MiB |".formatted(name, median, DeviceMemory.used()),
        Map.of("part", "training", "step", name, "milliseconds", median));
  }
}
