// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.command.CommandRun;
import io.pentimento.worker.command.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong arguments of the pretrain commands are reported before the first step. */
@Timeout(120)
class PretrainArgumentsTest {
  @TempDir Path folder;
  private Path images;
  private Path out;

  @BeforeEach
  void drawImages() throws IOException {
    images = TestImages.noise(folder.resolve("images"), 1, 32);
    out = folder.resolve("out.safetensors");
  }

  private CommandRun pretrain(String network, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", network, "--images", images, "--out", out, "--steps", 1));
    words.addAll(List.of("--size", 32, "--batch", 1));
    for (String word : more) {
      // The last of several values counts, as later options replace earlier ones.
      int known = words.indexOf(word);
      if (known >= 0) {
        words.remove(known + 1);
        words.remove(known);
      }
      words.add(word);
    }
    return CommandRun.of(words.toArray());
  }

  private void assertRefused(CommandRun run, String sentence) throws IOException {
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(folder.toFile().list()).as("no output and no checkpoint").containsExactly("images");
  }

  @ParameterizedTest
  @CsvSource({
    "--steps 0,                --steps must be at least 1",
    "--steps -5,               --steps must be at least 1",
    "--batch 0,                --batch must be at least 1",
    "--size 0,                 --size must be from 1 to 2048",
    "--size 4096,              --size must be from 1 to 2048",
    "--learning-rate -1,       --learning-rate must be at least 0",
    "--learning-rate NaN,      --learning-rate must be at least 0",
    "--ema 1,                  --ema must be at least 0 and below 1",
    "--checkpoint-interval 0,  --checkpoint-interval must be at least 1",
    "--max-seconds 0,          --max-seconds must be at least 1",
    "--init nowhere,           --init: file not found: nowhere",
    "--images nowhere,         --images: folder not found: nowhere",
  })
  void commonOptionsAreChecked(String options, String sentence) throws IOException {
    for (String network : List.of("prior", "restorer", "perceptual", "codeformer")) {
      assertRefused(pretrain(network, options.split(" ")), sentence);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "prior,      --channels 5,       --channels × --multipliers must be a multiple of 32",
    "prior,      --channels 0,       --channels × --multipliers must be a multiple of 32",
    "prior,      --blocks 0;1;1;1,   --blocks must be at least 1",
    "prior,      --blocks 1,         must have one entry for each entry of channel_mult",
    "prior,      --size 30,          --size must be a multiple of 8",
    "restorer,   --width 5,          --width must be a multiple of 6",
    "restorer,   --depths 0,         --depths must be at least 1",
    "restorer,   --gan-weight 0,     --gan-weight must be greater than 0",
    "restorer,   --gradient-penalty -1, --gradient-penalty must be at least 0",
    "restorer,   --discriminator-channels 0, --discriminator-channels must be at least 1",
    "restorer,   --perceptual nowhere, --perceptual: file not found: nowhere",
    "restorer,   --degradation fog,  --degradation: unknown degradation 'fog'; choose one of",
    "codeformer, --degradation fog,  --degradation: unknown degradation 'fog'; choose one of",
    "codeformer, --codes 0,          --codes must be at least 1",
    "codeformer, --code-width 0,     --code-width must be at least 1",
    "codeformer, --layers 0,         --layers must be at least 1",
    "codeformer, --width 12,         --width must be a multiple of 8",
    "codeformer, --channels 5,       must be a multiple of 32",
    "codeformer, --size 30,          --size must be a multiple of 8",
    "codeformer, --perceptual nowhere, --perceptual: file not found: nowhere",
    "perceptual, --widths 0,         --widths must be at least 1",
    "perceptual, --widths 1;2;3;4;5;6, one to five slices",
  })
  void optionsOfANetworkAreChecked(String network, String options, String sentence)
      throws IOException {
    assertRefused(pretrain(network, options.replace(';', ',').split(" ")), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prior", "restorer", "perceptual", "codeformer"})
  void anOutputThatCannotBeWrittenIsReportedBeforeTheTraining(String network) {
    CommandRun folderAsFile = pretrain(network, "--out", images.toString());
    CommandRun below = pretrain(network, "--out", images.resolve("0.png/out").toString());

    assertThat(folderAsFile.err()).contains("--out: ", "is a folder; name an output file");
    assertThat(below.err()).contains("cannot be written, because", "0.png is a file");
    assertThat(List.of(folderAsFile.code(), below.code()))
        .containsOnly(FailureClass.USER_ERROR.exitCode());
  }

  @Test
  void aFolderWithoutImagesIsReported() throws IOException {
    Files.delete(images.resolve("0.png"));

    assertRefused(pretrain("restorer"), "images contains no image; add .png");
  }

  @Test
  void aDamagedImageIsADataErrorThatNamesIt() throws IOException {
    Files.writeString(images.resolve("broken.png"), "half");

    CommandRun run = pretrain("restorer");

    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains("broken.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDamagedInitialNetworkIsADataErrorThatNamesIt() throws IOException {
    Path init = Files.writeString(folder.resolve("init.safetensors"), "not weights");

    CommandRun run = pretrain("restorer", "--init", init.toString());

    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(run.err()).contains("init.safetensors");
    assertThat(out).doesNotExist();
  }
}
