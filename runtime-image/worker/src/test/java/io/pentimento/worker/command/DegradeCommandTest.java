// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.degradation.CameraNoise;
import io.pentimento.core.degradation.ClassicPresets;
import io.pentimento.core.degradation.Degradations;
import io.pentimento.core.degradation.Range;
import io.pentimento.core.degradation.SensorNoise;
import io.pentimento.core.image.folder.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class DegradeCommandTest {
  @TempDir Path folder;
  private Path clean;

  @BeforeEach
  void drawImages() throws IOException {
    clean = TestImages.noise(folder.resolve("clean"), 1, 32);
  }

  @Test
  void cameraSettingsCanBeChangedAndAreRecorded() throws IOException {
    CommandRun run =
        degrade(
            "camera-severe",
            "--downscale",
            "1.5",
            "--jpeg-quality",
            "40-70",
            "--colour-cast",
            "0.2");

    assertThat(run.code()).as(run.err()).isZero();
    CameraNoise expected =
        CameraNoise.of(SensorNoise.SEVERE)
            .withDownscale(1.5)
            .withJpeg(1, Range.of(40, 70))
            .withColourCast(0.2);
    assertThat(Degradations.parse(recorded().toString())).isEqualTo(expected);
    assertThat(ImageFiles.read(folder.resolve("out/0.png")).data())
        .isEqualTo(expected.apply(ImageFiles.read(clean.resolve("0.png")), 0).data());
  }

  @Test
  void theSensitivityReplacesThatOfThePreset() throws IOException {
    CommandRun run = degrade("camera-severe", "--iso", "400");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Degradations.parse(recorded().toString()))
        .isEqualTo(CameraNoise.of(SensorNoise.atIso(400)));
  }

  @Test
  void imagesAreResizedFirstOnRequest() throws IOException {
    degrade("camera-severe", "--size", "16");

    assertThat(record().path("size").asInt()).isEqualTo(16);
    assertThat(ImageFiles.read(folder.resolve("out/0.png")).shape()).containsExactly(1, 3, 16, 16);
  }

  @Test
  void classicPresetsAreScaledToSmallImages() throws IOException {
    degrade("difface");

    assertThat(ImageFiles.read(folder.resolve("out/0.png")).data())
        .isEqualTo(
            ClassicPresets.DIFFACE
                .scaledTo(32)
                .apply(ImageFiles.read(clean.resolve("0.png")), 0)
                .data());
  }

  @Test
  void aSingleQualityIsUsedForAllImages() throws IOException {
    degrade("camera-moderate", "--jpeg-quality", "80");

    assertThat(recorded().path("jpegProbability").asDouble()).isEqualTo(1);
    assertThat(recorded().path("jpegQuality").path("from").asInt()).isEqualTo(80);
    assertThat(recorded().path("jpegQuality").path("to").asInt()).isEqualTo(80);
  }

  @Test
  void cameraSettingsAreRejectedForOtherPresets() {
    CommandRun run = degrade("gfpgan", "--downscale", "2");

    assertThat(run.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(run.err()).contains("--downscale", "apply to camera presets; gfpgan is not one");
  }

  @Test
  void settingsOutOfRangeAreRejected() {
    assertThat(degrade("camera-severe", "--downscale", "0.5").err())
        .contains("downscale must be at least 1");
    assertThat(degrade("camera-severe", "--iso", "20").err()).contains("iso must be from 50");
    assertThat(degrade("camera-severe", "--jpeg-quality", "0-50").err())
        .contains("jpegQuality must be in 1");
    CommandRun words = degrade("camera-severe", "--jpeg-quality", "good");
    assertThat(words.code()).isEqualTo(ExitCode.USAGE);
    assertThat(words.err()).contains("'good' is not a range of JPEG qualities such as 60-95");
  }

  private CommandRun degrade(String preset, String... more) {
    List<Object> words = new ArrayList<>(List.of("degrade", "--preset", preset));
    words.addAll(List.of(more));
    words.addAll(List.of(clean, folder.resolve("out")));
    return CommandRun.of(words.toArray());
  }

  private JsonNode recorded() throws IOException {
    return record().path("degradation");
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/degradation.json").toFile());
  }
}
