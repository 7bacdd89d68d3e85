// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageDocuments;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.stage.QuietContext;
import io.pentimento.worker.stage.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The holdout as each model restored it. */
class HoldoutImagesTest {
  @TempDir Path folder;
  private final List<Item> items = new ArrayList<>();
  private int restorations;
  private StageContext context;
  private HoldoutImages holdout;

  @BeforeEach
  void prepare() throws IOException {
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve("images/" + i + ".png");
      TinyModels.writeImage(file, i);
      items.add(new Item(i + ".png", Digest.of(file), "images/" + i + ".png", true));
    }
    context = QuietContext.of(StageDocuments.of(StageName.EVALUATE), folder.resolve("workspace"));
    holdout = holdout();
  }

  private HoldoutImages holdout() {
    PreparedIndex index =
        new PreparedIndex(
            TinyModels.SIZE,
            items,
            List.of(),
            List.of(),
            List.of(),
            items.subList(0, 1),
            List.of(),
            List.of());
    return new HoldoutImages(context, index, new ModelImages(folder, TinyModels.SIZE), 2);
  }

  private RestorerSession black() {
    return new RestorerSession() {
      @Override
      public Tensor restore(Tensor images) {
        restorations++;
        return Tensor.zeros(images.shape());
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void everyImageIsRestoredAndStored() throws IOException {
    holdout.restore(Model.BASE, black());

    assertThat(holdout.isRestoredBy(Model.BASE)).isTrue();
    assertThat(holdout.isRestoredBy(Model.ADAPTED)).isFalse();
    assertThat(holdout.restored(Model.BASE, items.get(0)).data()).containsOnly(0f);
    assertThat(holdout.time(Model.BASE)).isPresent();
  }

  @Test
  void anotherAttemptRestoresOnlyWhatIsMissing() throws IOException {
    holdout.restore(Model.BASE, black());
    Files.delete(holdout.file(Model.BASE, items.get(1)));

    holdout().restore(Model.BASE, black());

    assertThat(restorations).isEqualTo(3);
  }

  @Test
  void imagesOfAnotherModelAreDeleted() throws IOException {
    holdout.keepOnly(Model.ADAPTED, "sha256:one");
    holdout.restore(Model.ADAPTED, black());
    Path file = holdout.file(Model.ADAPTED, items.get(0));

    holdout.keepOnly(Model.ADAPTED, "sha256:one");
    assertThat(file).exists();
    holdout.keepOnly(Model.ADAPTED, "sha256:two");
    assertThat(file).doesNotExist();
  }

  @Test
  void onlyImagesWithGroundTruthAreLabelled() {
    assertThat(holdout.labelled()).containsExactly(items.get(0));
    assertThat(holdout.truth(items.get(0))).isPresent();
    assertThat(holdout.truth(items.get(1))).isEmpty();
  }

  @Test
  void imagesWithoutAPseudoTargetHaveNone() {
    assertThat(holdout.pseudoTarget(items.get(0))).isEmpty();
  }

  @Test
  void anInputThatWasChangedAfterPrepareIsADataError() {
    ImageFiles.writePng(folder.resolve("images/0.png"), Tensor.zeros(1, 3, 4, 4));

    assertThatThrownBy(() -> holdout.input(items.get(0)))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("images/0.png is missing or was changed");
  }

  @Test
  void aRequestToStopEndsTheRestoration() {
    context = context.in(context.output(), () -> true);

    assertThatThrownBy(() -> holdout().restore(Model.BASE, black()))
        .isInstanceOf(StageFailure.class);
    assertThat(restorations).isZero();
  }

  @Test
  void measuringCountsLikeOneMoreModel() {
    assertThat(holdout.steps()).isEqualTo(6);
  }
}
