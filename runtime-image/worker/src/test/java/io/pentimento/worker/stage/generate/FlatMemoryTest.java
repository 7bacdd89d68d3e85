// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.worker.stage.Fault;
import io.pentimento.worker.stage.TinyJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the resident memory of stage processes. Their Java heap is small and touched at the
 * start, so that growth is outside it: tensors.
 */
@EnabledOnOs(OS.LINUX)
class FlatMemoryTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder);
  }

  @Test
  void trainingMemoryIsConstantOverHundredsOfSteps() throws Exception {
    assertThat(growthOfTraining(200)).isLessThan(4_000);
  }

  @Test
  @Tag("slow")
  void trainingMemoryIsConstantOverThousandsOfSteps() throws Exception {
    assertThat(growthOfTraining(6000)).isLessThan(8_000);
  }

  @Test
  void samplingMemoryIsConstantOverHundredsOfSteps() throws Exception {
    assertThat(growthOfSampling(100)).isLessThan(4_000);
  }

  @Test
  @Tag("slow")
  void samplingMemoryIsConstantOverThousandsOfSteps() throws Exception {
    assertThat(growthOfSampling(1000)).isLessThan(8_000);
  }

  private long growthOfTraining(int steps) throws Exception {
    job.after(StageName.PREPARE, StageName.GENERATE);
    return growth(job.with("iterations: 12", "iterations: " + steps), StageName.TRAIN);
  }

  private long growthOfSampling(int steps) throws Exception {
    job.after(StageName.PREPARE);
    return growth(
        job.with("sampler: {steps: 10}", "startTimestep: 999, sampler: {steps: " + steps + "}"),
        StageName.GENERATE);
  }

  /** Growth from the second third to the last, in kilobytes; the first third is for warm-up. */
  private long growth(TinyJob measured, StageName stage) throws Exception {
    Path file = folder.resolve("memory.txt");
    assertThat(measured.start(stage, 0, Fault.measuredEvery(5, file)).waitFor()).isZero();
    List<Long> resident =
        Files.readAllLines(file).stream()
            .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
            .toList();
    int third = resident.size() / 3;
    return median(resident.subList(2 * third, resident.size()))
        - median(resident.subList(third, 2 * third));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
