// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.JobReference;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.ImageRecord;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.stage.QuietContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedPseudoTargetsTest {
  private static final int SIZE = 16;
  private static final StageKey PREPARE = new StageKey("a".repeat(64));
  private static final StageKey GENERATE = new StageKey("b".repeat(64));
  private static final StageKey SETTINGS = new StageKey("c".repeat(64));

  @TempDir Path workspace;
  private WorkspaceLayout layout;
  private Item paired;
  private Item alone;

  @BeforeEach
  void prepare() throws IOException {
    layout = new WorkspaceLayout(workspace);
    paired = item("night/a.png", SIZE, 0.2f);
    alone = item("night/b.png", SIZE, 0.4f);
    Item made = item("night/a.jpg", 2 * SIZE, 0.6f);
    new PreparedIndex(
            SIZE,
            List.of(paired, alone),
            List.of(),
            List.of(made),
            List.of(),
            List.of(),
            List.of(),
            List.of())
        .write(layout.artifact(StageName.PREPARE, PREPARE));
  }

  @Test
  void pseudoTargetsAreMatchedByNameWithoutExtensionAndResized() throws IOException {
    TerminationMessage answer = new GenerateStage().run(context(0.5));

    Tensor target = ImageFiles.read(layout.pseudoTarget(SETTINGS, paired.digest()));
    assertThat(target.shape()).containsExactly(1, 3, SIZE, SIZE);
    assertThat(target.data()).containsOnly(153f / 255);
    assertThat(answer.items()).isEqualTo(new ItemCounts(1, 2, 1));
    assertThat(ImageRecord.read(layout.pseudoTargetRecord(SETTINGS, alone.digest())).failure())
        .isEqualTo("spec.pseudoTargets.source has no usable image named night/b.png");
  }

  @Test
  void imagesWithoutPseudoTargetCountAgainstTheQuorum() {
    assertThatThrownBy(() -> new GenerateStage().run(context(0.95)))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("1 of 2 images have no pseudo target");
  }

  @Test
  void aPseudoTargetWithWorseNiqeThanItsImageIsExcluded() throws IOException {
    int size = 64;
    Item image = noise("night/a.png", size, 0.1);
    Item target = noise("made/night/a.png", size, 1.0);
    Item made = new Item("night/a.png", target.digest(), target.file(), false);
    List<Item> clean = List.of(noise("1.png", size, 0.1), noise("2.png", size, 0.12));
    new PreparedIndex(
            size, List.of(image), List.of(), List.of(made), clean, List.of(), List.of(), List.of())
        .write(layout.artifact(StageName.PREPARE, PREPARE));

    assertThatThrownBy(
            () -> new GenerateStage().run(context("0.95, \"checks\": {\"maxNiqeIncrease\": 0}")))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("night/a.png is excluded: its NIQE increased by the fraction")
        .hasMessageContaining("maxNiqeIncrease 0.0 of spec.pseudoTargets.checks");
  }

  /** A grey image with noise of this standard deviation. */
  private Item noise(String name, int size, double strength) throws IOException {
    CounterRandom random = new CounterRandom(name.hashCode(), new byte[0], 0);
    Tensor image = Tensor.zeros(1, 3, size, size);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = (float) (0.5 + strength * (random.nextDouble() - 0.5));
    }
    return item(name, image);
  }

  private StageContext context(double minSuccessFraction) throws IOException {
    return context(Double.toString(minSuccessFraction));
  }

  private StageContext context(String minSuccessFraction) throws IOException {
    PseudoTargetsSpec settings =
        new ObjectMapper()
            .readValue(
                "{\"method\": \"Imported\", \"source\": {\"uri\": \"made\"}, \"minSuccessFraction\": %s}"
                    .formatted(minSuccessFraction),
                PseudoTargetsSpec.class);
    StageDocument document =
        new StageDocument(
            StageName.GENERATE,
            GENERATE,
            new JobReference(null, "night", null),
            Map.of(StageName.PREPARE, PREPARE),
            Map.of(),
            SETTINGS,
            new StageParameters.Generate(settings),
            1,
            null);
    return QuietContext.of(document, workspace);
  }

  private Item item(String name, int size, float value) throws IOException {
    Tensor image = Tensor.zeros(1, 3, size, size);
    Arrays.fill(image.data(), value);
    return item(name, image);
  }

  private Item item(String name, Tensor image) throws IOException {
    byte[] png = ImageFiles.encodePng(image);
    String file = "images/" + Digest.hex(Digest.of(png)) + ".png";
    Path path = layout.artifact(StageName.PREPARE, PREPARE).resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, png);
    return new Item(name, Digest.of(png), file, false);
  }
}
