// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.face.ProceduralBackground;
import io.pentimento.core.face.dataset.FaceIndex;
import io.pentimento.core.face.dataset.FaceOrigin;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets of photographs; the generated detector sees a face in the middle of bright pictures. */
class PhotographDatasetTest {
  private static final int PHOTOGRAPHS = 4;

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void write() throws IOException {
    job = TinyJob.in(folder);
    GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    Files.createDirectories(folder.resolve("photographs/trip"));
    for (int i = 0; i < PHOTOGRAPHS; i++) {
      write("trip/%d.png".formatted(i), bright(i, 300, 200));
    }
  }

  private void write(String name, Tensor photograph) {
    ImageFiles.writePng(folder.resolve("photographs").resolve(name), photograph);
  }

  private static Tensor bright(int seed, int width, int height) {
    Tensor picture = ProceduralBackground.of(new Random(seed), width, height, 0.01);
    float[] data = picture.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] = 0.6f + 0.3f * data[i];
    }
    return Tensor.of(data, picture.shape());
  }

  private TinyJob photographs(String more) {
    return job.with(
        "dataset: {source: {uri: images}",
        "dataset: {source: {uri: photographs}, faces: {detector: {source: {uri:"
            + " detector.onnx}}%s}".formatted(more));
  }

  @Test
  void eachFaceBecomesACropWithItsOrigin() throws IOException {
    write("dark.png", Tensor.zeros(1, 3, 200, 300));
    TinyJob prepared = photographs("").after(StageName.PREPARE);

    PreparedIndex index = PreparedIndex.read(prepared.artifact(StageName.PREPARE));
    FaceIndex faces = FaceIndex.read(prepared.artifact(StageName.PREPARE));
    assertThat(index.images())
        .extracting(Item::name)
        .containsExactlyInAnyOrder(
            "trip/0.png/1.png", "trip/1.png/1.png", "trip/2.png/1.png", "trip/3.png/1.png");
    for (Item item : index.images()) {
      Path crop = prepared.artifact(StageName.PREPARE).resolve(item.file());
      assertThat(ImageFiles.read(crop).shape()).containsExactly(1, 3, index.size(), index.size());
      FaceOrigin origin = faces.faces().get(item.name());
      assertThat(item.name()).startsWith(origin.photograph());
      assertThat(origin.box().get(0) + origin.box().get(2) / 2).isBetween(75.0, 225.0);
      assertThat(origin.landmarks()).hasSize(3);
      assertThat(origin.score()).isBetween(0.7, 1.0);
      assertThat(origin.scale()).isPositive();
    }
    assertThat(faces.withoutFaces()).containsExactly("dark.png");
    assertThat(index.skipped())
        .anySatisfy(skipped -> assertThat(skipped.name()).isEqualTo("dark.png"));
  }

  @Test
  void facesThatAreLeftOutAreListedWithTheReason() throws IOException {
    write("small.png", bright(9, 60, 40));
    TinyJob prepared = photographs("").after(StageName.PREPARE);

    FaceIndex faces = FaceIndex.read(prepared.artifact(StageName.PREPARE));
    assertThat(faces.leftOut())
        .anySatisfy(
            face -> {
              assertThat(face.photograph()).isEqualTo("small.png");
              assertThat(face.reason()).isEqualTo("CutByBorder");
            });
  }

  @Test
  void theReportShowsThePhotographsOfTheHoldout() throws IOException {
    TinyJob done =
        photographs("")
            .after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);

    PreparedIndex index = PreparedIndex.read(done.artifact(StageName.PREPARE));
    String report = Files.readString(done.artifact(StageName.EVALUATE).resolve("report.html"));
    String photographs =
        report.substring(
            report.indexOf("<h2>Photographs</h2>"), report.indexOf("<h2>Images side by side</h2>"));
    assertThat(index.holdout()).isNotEmpty();
    for (Item face : index.holdout()) {
      String photograph = face.name().substring(0, face.name().lastIndexOf('/'));
      assertThat(photographs).contains(photograph + " (1 face)");
    }
    assertThat(photographs.split("data:image/jpeg", -1)).hasSize(1 + 3 * index.holdout().size());
    assertThat(photographs)
        .contains("<figure class=\"input\">", "<figure class=\"base\">", "\"adapted\"");
  }

  @Test
  void photographsWithoutUsableFacesFailWithTheNumbers() throws IOException {
    Ran ran = photographs(", minSize: 2000").run(StageName.PREPARE);

    assertThat(ran.answer().failure()).isEqualTo(FailureClass.DATA);
    assertThat(ran.answer().reason()).isEqualTo("TooFewFaces");
    assertThat(ran.answer().message()).contains("0 of 4 photographs have usable faces");
  }

  @Test
  void aDetectorOfAnotherKindIsNamedByItsField() throws IOException {
    Files.copy(folder.resolve("prior.safetensors"), folder.resolve("other.onnx"));
    Ran ran = photographs("").with("detector.onnx", "other.onnx").run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(ran.answer().message()).contains("spec.dataset.faces.detector.source");
  }

  @Test
  void photographsThatAreDeclaredAsCropsCauseAWarning() throws IOException {
    Ran ran =
        job.with("{source: {uri: images}", "{source: {uri: photographs}").run(StageName.PREPARE);

    assertThat(ran.answer().succeeded()).isTrue();
    assertThat(ran.answer().reason()).isEqualTo("DatasetNotAligned");
    assertThat(ran.answer().message())
        .contains("4 of 4 checked images are not square", "set spec.dataset.faces");
  }

  @Test
  void eyesAtOtherPlacesThanInTheTemplateCauseAWarning() throws IOException {
    for (int i = 0; i < PHOTOGRAPHS; i++) {
      write("trip/%d.png".formatted(i), bright(i, 200, 200));
    }
    Ran ran = photographs(", aligned: true").run(StageName.PREPARE);

    assertThat(ran.answer().reason()).isEqualTo("DatasetNotAligned");
    assertThat(ran.answer().message())
        .contains("of 4 checked images, 0 have no face", "in 4 the eyes are not where");
    assertThat(ran.answer().images()).containsEntry("dataset.source", 4);
  }

  @Test
  void squareImagesCauseNoWarning() throws IOException {
    Ran ran = job.run(StageName.PREPARE);
    assertThat(ran.answer().reason()).isNull();
    assertThat(ran.answer().message()).isNull();
  }
}
