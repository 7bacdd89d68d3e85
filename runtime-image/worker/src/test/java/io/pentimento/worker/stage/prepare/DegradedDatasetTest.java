// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.ClassicPresets;
import io.pentimento.core.degradation.SensorNoise;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.stage.TinyJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DegradedDatasetTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void write() throws IOException {
    job = TinyJob.in(folder);
  }

  @Test
  void cleanImagesAreDegradedAsByTheCommandAndKeptAsGroundTruth() throws IOException {
    TinyJob degraded =
        dataset("degradation: {preset: CameraSevere, downscale: 2, seed: 7}")
            .after(StageName.PREPARE);

    PreparedIndex index = PreparedIndex.read(degraded.artifact(StageName.PREPARE));
    assertThat(index.images()).hasSize(TinyJob.IMAGES);
    for (Item item : index.images()) {
      Item truth = index.groundTruth().stream().filter(named(item)).findFirst().orElseThrow();
      Tensor clean = ImageFiles.read(folder.resolve("images").resolve(item.name()));
      assertThat(read(degraded, truth).data()).isEqualTo(clean.data());
      assertThat(read(degraded, item).data())
          .isEqualTo(CameraNoise.of(SensorNoise.SEVERE).withDownscale(2).apply(clean, 7).data());
    }
  }

  @Test
  void classicPresetsAreScaledToTheSizeOfTheModels() throws IOException {
    TinyJob degraded = dataset("degradation: {preset: DifFace, seed: 7}").after(StageName.PREPARE);

    for (Item item : index(degraded).images()) {
      Tensor clean = ImageFiles.read(folder.resolve("images").resolve(item.name()));
      assertThat(read(degraded, item).data())
          .isEqualTo(ClassicPresets.DIFFACE.scaledTo((int) clean.dim(2)).apply(clean, 7).data());
    }
  }

  @Test
  void aSmallerLimitSelectsASubsetAndKeepsTheHoldout() throws IOException {
    TinyJob all = job.after(StageName.PREPARE);
    TinyJob three = dataset("maxTrainingImages: 3").after(StageName.PREPARE);
    TinyJob two = dataset("maxTrainingImages: 2").after(StageName.PREPARE);

    assertThat(training(three)).hasSize(3).isSubsetOf(training(all));
    assertThat(training(two)).hasSize(2).isSubsetOf(training(three));
    assertThat(index(two).holdout()).isEqualTo(index(all).holdout());
    assertThat(Set.of(key(all), key(three), key(two))).hasSize(3);
  }

  private TinyJob dataset(String more) {
    return job.with("dataset: {", "dataset: {" + more + ", ");
  }

  private static java.util.function.Predicate<Item> named(Item item) {
    return other -> other.name().equals(item.name());
  }

  private static Tensor read(TinyJob job, Item item) throws IOException {
    return ImageFiles.read(job.artifact(StageName.PREPARE).resolve(item.file()));
  }

  private static PreparedIndex index(TinyJob job) throws IOException {
    return PreparedIndex.read(job.artifact(StageName.PREPARE));
  }

  private static Set<String> training(TinyJob job) throws IOException {
    List<Item> items = index(job).training();
    return items.stream().map(Item::name).collect(Collectors.toCollection(HashSet::new));
  }

  private static Object key(TinyJob job) throws IOException {
    return job.document(StageName.TRAIN).key();
  }
}
