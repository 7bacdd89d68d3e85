// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.loop.CheckpointFolder;
import io.pentimento.training.loop.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFormerFineTuningTest {
  private static final int IMAGES = 3;
  private static final int STEPS = 4;
  private static final CodeTuningConfig CONFIG =
      new CodeTuningConfig(2, 1, CodeLossWeights.paper(), CodeTuningConfig.paper().learner(), 7);

  @TempDir Path folder;

  @Test
  void anInterruptedTrainingResumesToTheSameWeights() throws IOException {
    StateDict whole = trained(folder.resolve("whole"), () -> false);

    Path stopped = folder.resolve("stopped");
    int[] asked = {0};
    trained(stopped, () -> asked[0]++ == 2);
    StateDict resumed = trained(stopped, () -> false);

    for (String name : whole.names()) {
      assertThat(resumed.get(name).data()).as(name).isEqualTo(whole.get(name).data());
    }
  }

  @Test
  void onlyTheEncoderAndTheTransformerAreTrained() throws IOException {
    StateDict before = TinyCodeFormer.weights();
    StateDict after = trained(folder.resolve("training"), () -> false);

    assertThat(after.names()).isEqualTo(before.names());
    for (String name : List.of("encoder.blocks.0.weight", "position_emb", "feat_emb.weight")) {
      assertThat(after.get(name).data()).as(name).isNotEqualTo(before.get(name).data());
    }
    for (String name : before.names()) {
      if (!CodeFormerFineTuning.trains(name)) {
        assertThat(after.get(name).data()).as(name).isEqualTo(before.get(name).data());
      }
    }
  }

  @Test
  void codesAreComputedOnceForAnImageAndItsMirrorImageAndStored() {
    int[] read = {0};
    ImageSource images =
        new ImageSource(
            1,
            i -> {
              read[0]++;
              return TinyCodeFormer.images(1, 1).image(i);
            });
    Path kept = folder.resolve("codes");
    Tensor plain = codes(images, kept, false);
    Tensor mirrored = codes(images, kept, true);
    assertThat(read[0]).isEqualTo(2);

    assertThat(codes(images, kept, false).data()).isEqualTo(plain.data());
    assertThat(codes(images, kept, true).data()).isEqualTo(mirrored.data());
    assertThat(read[0]).isEqualTo(2);

    ImageSource turned =
        new ImageSource(1, i -> ImageSampler.mirrored(TinyCodeFormer.images(1, 1).image(i)));
    assertThat(codes(turned, folder.resolve("others"), false).data()).isEqualTo(mirrored.data());
  }

  @Test
  void damagedCodesAreComputedAgain() throws IOException {
    Path kept = folder.resolve("codes");
    Tensor codes = codes(TinyCodeFormer.images(1, 1), kept, false);
    Files.writeString(kept.resolve("0.safetensors"), "no codes");

    assertThat(codes(TinyCodeFormer.images(1, 1), kept, false).data()).isEqualTo(codes.data());
  }

  @Test
  void everyDegradedImageNeedsATarget() {
    try (NDManager manager = TorchEngine.newManager();
        CodeEncoder encoder = encoder(manager)) {
      TargetCodes targets = new TargetCodes(encoder, TinyCodeFormer.images(0, 2), CodeStore.none());
      assertThatThrownBy(() -> new CodePairs(TinyCodeFormer.images(0, 3), targets, CONFIG))
          .hasMessage("there are 3 degraded images but 2 targets");
    }
  }

  private static StateDict trained(Path folder, BooleanSupplier interrupted) throws IOException {
    try (NDManager manager = TorchEngine.newManager();
        CodeEncoder encoder = encoder(manager);
        CodeFormerFineTuning tuning =
            new CodeFormerFineTuning(
                manager,
                TinyCodeFormer.network(),
                TinyCodeFormer.weights(),
                CONFIG,
                pairs(encoder, folder.resolve("codes")))) {
      new TrainingLoop(new CheckpointFolder(folder), STEPS, STEPS)
          .run(tuning, (step, of, losses) -> {}, interrupted);
      return tuning.best();
    }
  }

  private static CodePairs pairs(CodeEncoder encoder, Path kept) {
    TargetCodes targets =
        new TargetCodes(
            encoder, TinyCodeFormer.images(100, IMAGES), CodeStore.files(kept, Integer::toString));
    return new CodePairs(TinyCodeFormer.images(0, IMAGES), targets, CONFIG);
  }

  private static Tensor codes(ImageSource images, Path kept, boolean mirrored) {
    try (NDManager manager = TorchEngine.newManager();
        CodeEncoder encoder = encoder(manager)) {
      CodeStore store = CodeStore.files(kept, Integer::toString);
      return new TargetCodes(encoder, images, store).of(0, mirrored);
    }
  }

  private static CodeEncoder encoder(NDManager manager) {
    return new CodeEncoder(manager, TinyCodeFormer.network().vqgan(), TinyCodeFormer.weights());
  }
}
