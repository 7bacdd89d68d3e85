// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.face.detect.GeneratedDetector;
import io.pentimento.core.reference.ReferenceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers out of range are reported with the option before any work begins. */
@Timeout(60)
class OptionValuesTest {
  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void createFiles() throws IOException {
    in = TestImages.noise(folder.resolve("in"), 1, 32);
    out = folder.resolve("out");
    GeneratedDetector.write(folder.resolve("detector.onnx"), 128);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        apiVersion: pentimento.io/v1alpha1
        kind: AdaptationJob
        metadata: {name: toy}
        spec:
          restorer: {source: {uri: restorer.pth}}
          prior: {source: {uri: prior.pth}}
          dataset: {source: {uri: in}}
          workspace: {persistentVolumeClaim: {claimName: toy}}
        """);
  }

  private void assertRefused(String command, String sentence) {
    List<Object> words = new ArrayList<>();
    for (String word : command.split(" +")) {
      words.add(
          switch (word) {
            case "IN" -> in;
            case "OUT" -> out;
            case "MODEL" -> ReferenceDirectory.packaged().file("swinir_dtbfr.pth");
            case "PRIOR" -> ReferenceDirectory.packaged().file("unet_a.pth");
            case "VGG" -> ReferenceDirectory.packaged().file("lpips_vgg_v0.1.pth");
            case "ARRAYS" -> ReferenceDirectory.packaged().file("swinir_dtbfr.npz");
            case "DETECTOR" -> folder.resolve("detector.onnx");
            case "JOB" -> folder.resolve("job.yaml");
            default -> word;
          });
    }

    CommandRun run = CommandRun.of(words.toArray());

    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.code()).as(run.err()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--threads -1,                          --threads must be at least 0",
    "--detector DETECTOR --face-size 0,     --face-size must be from 1 to 8000",
    "--detector DETECTOR --face-size 8001,  --face-size must be from 1 to 8000",
    "--detector DETECTOR --min-face 0,      faces need a minimum size",
    "--detector DETECTOR --min-face NaN,    faces need a minimum size",
    "--detector DETECTOR --max-faces 0,     a maximum number of at least 1",
    "--detector DETECTOR --upscale 0,       --upscale is 0; it must be 1 to 8",
    "--detector DETECTOR --upscale 9,       --upscale is 9; it must be 1 to 8",
    "--detector DETECTOR --faces some,      faces is 'some'; it must be one of",
    "--faces all,                           name its ONNX file with --detector",
    "--w 2,                                 --w requires a CodeFormer",
  })
  void ofRestore(String options, String sentence) {
    assertRefused("restore --model MODEL " + options + " IN OUT", sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--size 0,       --size must be from 1 to 8000",
    "--size 100000,  --size must be from 1 to 8000",
    "--margin -0.1,  a margin from 0 to 1",
    "--margin NaN,   a margin from 0 to 1",
    "--min-face -1,  faces need a minimum size",
    "--max-faces 0,  a maximum number of at least 1",
  })
  void ofAlign(String options, String sentence) {
    assertRefused("align --detector DETECTOR " + options + " IN OUT", sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--preset nope,                             unknown degradation 'nope'; choose one of",
    "--preset gfpgan --size 0,                  --size must be from 1 to 8000",
    "--preset gfpgan --size 200000,             --size must be from 1 to 8000",
    "--preset camera-severe --colour-cast 2,    colourCast must be in 0 to 1",
    "--preset camera-severe --colour-cast NaN,  colourCast must be in 0 to 1",
    "--preset camera-severe --iso 99999,        iso must be from 50",
  })
  void ofDegrade(String options, String sentence) {
    assertRefused("degrade " + options + " IN OUT", sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--count 0,                  --count must be at least 1",
    "--count -1,                 --count must be at least 1",
    "--batch 0,                  --batch must be at least 1",
    "--batch -1,                 --batch must be at least 1",
    "--steps 0,                  --steps must be from 1 to 1000",
    "--steps 1001,               --steps must be from 1 to 1000",
    "--threads -2,               --threads must be at least 0",
    "--like IN --low-pass 0,     --low-pass must be at least 1",
    "--like IN --mean-of 0,      --mean-of must be at least 1",
    "--like IN --hold-until -1,  --hold-until must be at least 0",
    "--like nowhere,             --like: folder not found: nowhere",
  })
  void ofSample(String options, String sentence) {
    assertRefused("sample --prior PRIOR " + options + " OUT", sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "features VGG --size 15 --out OUT,    --size must be from 16 to 2048",
    "features VGG --size 4096 --out OUT,  --size must be from 16 to 2048",
    "features VGG --out IN,               is a folder; name an output file",
    "features IN --out OUT,               WEIGHTS: ",
    "features MODEL --out OUT,            has no tensors features.N.weight",
  })
  void ofFeatures(String command, String sentence) {
    assertRefused(command, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--arrays ARRAYS --tolerance -1,                 --tolerance must be at least 0",
    "--arrays ARRAYS --tolerance NaN,                --tolerance must be at least 0",
    "--arrays nowhere.npz,                           --arrays: file not found: nowhere.npz",
    "--arrays IN,                                    is a folder; name a file",
    "--images nowhere --backend onnx_float16,        --images: no such file or folder: nowhere",
    "--images IN,                                    requires --backend onnx_float16",
  })
  void ofVerify(String options, String sentence) {
    assertRefused("verify --network swinir --checkpoint MODEL " + options, sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--processes 0,      --processes must be at least 1",
    "--heap 0,           --heap must be at least 32",
    "--port -1,          --port must be from 0 to 65535",
    "--port 70000,       --port must be from 0 to 65535",
  })
  void ofRun(String options, String sentence) {
    assertRefused("run JOB --no-serve --workspace OUT " + options, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run JOB --no-serve", "plan JOB"})
  void aWorkspaceIsAFolder(String command) {
    assertRefused(command + " --workspace JOB", "--workspace: ");
    assertRefused(command + " --workspace JOB", "is a file; name an output folder");
  }
}
