// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pseudo targets depend only on images, models, parameters and seed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismTest {
  private static final float ONE_LEVEL = 1 / 255f + 1e-6f;

  private Path folder;
  private TinyJob job;

  @BeforeAll
  void generateOneByOneAndByFours(@TempDir Path temporary) throws IOException {
    folder = temporary;
    job = TinyJob.in(folder);
    generated(1, 1);
    generated(1, 4);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "2, 4", "3, 4"})
  void shardsDoNotChangeResults(int shards, int batchSize) throws IOException {
    assertThat(Workspaces.pseudoTargets(generated(shards, batchSize)))
        .isEqualTo(Workspaces.pseudoTargets(job(1, batchSize)));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "4, 5"})
  void killsDoNotChangeResults(int batchSize, int call) throws Exception {
    TinyJob killed = job(1, batchSize).inWorkspace(folder.resolve("killed-" + batchSize));
    killed.after(StageName.PREPARE);
    killed.start(StageName.GENERATE, 0, Fault.killedAt(call)).waitFor();
    Workspaces.assertUnfinished(killed.artifact(StageName.GENERATE));

    killed.after(StageName.GENERATE);

    assertThat(Workspaces.pseudoTargets(killed))
        .isEqualTo(Workspaces.pseudoTargets(job(1, batchSize)));
  }

  @Test
  void theBatchSizeDoesNotChangeVisibleResults() throws IOException {
    Map<String, String> targets = Workspaces.pseudoTargets(job(1, 1));
    assertThat(targets).hasSizeGreaterThan(3);
    for (String name : targets.keySet()) {
      Tensor one = image(job(1, 1), name);
      Tensor four = image(job(1, 4), name);
      for (int i = 0; i < one.size(); i++) {
        assertThat(Math.abs(one.data()[i] - four.data()[i])).isLessThan(ONE_LEVEL);
      }
    }
  }

  private static Tensor image(TinyJob of, String name) {
    return ImageFiles.read(of.workspace().resolve("pseudo-targets").resolve(name));
  }

  private TinyJob job(int shards, int batchSize) {
    return job.with("shards: 1, batchSize: 1", "shards: " + shards + ", batchSize: " + batchSize)
        .inWorkspace(folder.resolve(shards + "-" + batchSize));
  }

  private TinyJob generated(int shards, int batchSize) throws IOException {
    TinyJob generated = job(shards, batchSize).after(StageName.PREPARE);
    for (int shard = 0; shard < shards; shard++) {
      assertThat(generated.run(StageName.GENERATE, shard).code()).isZero();
    }
    assertThat(generated.artifact(StageName.GENERATE).resolve("manifest.json")).exists();
    return generated;
  }
}
