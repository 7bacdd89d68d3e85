// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import io.pentimento.worker.stage.TinyModels;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that cannot be used: damaged, huge or other files, and folders without usable images. */
class UnusableImagesTest {
  private static final int WIDTH_IN_HEADER = 16;
  private static final int HEADER_CHECKSUM = 29;

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder);
  }

  @Test
  void unusableImagesAreQuarantinedWithTheReason() throws IOException {
    writeUnusable();

    Ran prepared = job.run(StageName.PREPARE);

    assertThat(prepared.code()).isZero();
    assertThat(prepared.answer().items())
        .isEqualTo(new ItemCounts(TinyJob.IMAGES, TinyJob.IMAGES + 4, 4));
    assertThat(PreparedIndex.read(job.artifact(StageName.PREPARE)).quarantined())
        .extracting(Rejected::name)
        .containsExactly("damaged.png", "huge.png", "text.png", "truncated.png");
    assertThat(PreparedIndex.read(job.artifact(StageName.PREPARE)).quarantined())
        .extracting(Rejected::reason)
        .satisfiesExactly(
            damaged -> assertThat(damaged).contains("damaged.png"),
            huge -> assertThat(huge).contains("60000×60000 pixels, more than the limit"),
            text -> assertThat(text).contains("text.png is neither a PNG nor a JPEG"),
            truncated -> assertThat(truncated).contains("truncated.png"));
  }

  @Test
  void unusableImagesCountForTheQuorum() throws IOException {
    writeUnusable();
    job = job.after(StageName.PREPARE);

    Ran rejected = job.run(StageName.GENERATE);

    assertThat(rejected.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(rejected.answer().reason()).isEqualTo("TooFewPseudoTargets");
    assertThat(rejected.answer().message())
        .contains("4 of 9 images", "pseudoTargets.minSuccessFraction 0.95", "damaged.png");
    Workspaces.assertUnfinished(job.artifact(StageName.GENERATE));

    TinyJob lenient = job.with("shards: 1", "shards: 1, minSuccessFraction: 0.5");
    Ran allowed = lenient.run(StageName.GENERATE);

    assertThat(allowed.code()).isZero();
    assertThat(allowed.answer().items()).isEqualTo(new ItemCounts(5, 9, 4));
    assertThat(lenient.artifact(StageName.GENERATE).resolve("quarantined.json"))
        .content()
        .contains("huge.png", "60000×60000", "text.png", "truncated.png", "damaged.png");
  }

  @Test
  void anImageWithNonFiniteSamplesFails() throws IOException {
    NetworkFile prior = TinyModels.prior();
    Tensor first = prior.weights().get("input_blocks.0.0.weight");
    Arrays.fill(first.data(), Float.MAX_VALUE);
    prior.write(folder.resolve("prior.safetensors"));

    Ran ran =
        job.with("batchSize: 1, low", "batchSize: 4, low")
            .after(StageName.PREPARE)
            .run(StageName.GENERATE);

    assertThat(ran.code()).isEqualTo(FailureClass.DATA.exitCode());
    assertThat(ran.answer().message()).contains("the diffusion network's output", "is not finite");
    assertThat(Workspaces.pseudoTargets(job)).isEmpty();
  }

  @Test
  void otherFilesAreListedInTheIndexAndDoNotCount() throws IOException {
    Path images = folder.resolve("images");
    Files.writeString(images.resolve("readme.txt"), "about these images");
    Files.createSymbolicLink(images.resolve("again"), images);
    TinyModels.writeImage(folder.resolve("elsewhere/x/y/z/a.png"), 77);
    Files.createSymbolicLink(images.resolve("more"), folder.resolve("elsewhere"));

    Ran prepared = job.run(StageName.PREPARE);

    assertThat(prepared.code()).isZero();
    assertThat(prepared.answer().items())
        .isEqualTo(new ItemCounts(TinyJob.IMAGES + 1, TinyJob.IMAGES + 1, 0));
    assertThat(PreparedIndex.read(job.artifact(StageName.PREPARE)).skipped())
        .extracting(Rejected::name, Rejected::reason)
        .containsExactly(
            tuple("again", "a link to a parent folder"),
            tuple("readme.txt", "not a PNG or JPEG file by its extension"));
  }

  @Test
  void aJpegWhoseDataEndEarlyIsQuarantined() throws IOException {
    byte[] jpeg = ImageFiles.encodeJpeg(ImageFiles.read(folder.resolve("images/0.png")), 95);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 300);
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;
    Files.write(folder.resolve("images/half.jpg"), cut);

    assertThat(job.run(StageName.PREPARE).code()).isZero();

    assertThat(PreparedIndex.read(job.artifact(StageName.PREPARE)).quarantined())
        .extracting(Rejected::name)
        .containsExactly("half.jpg");
  }

  @Test
  void versionsOfOneImageInTwoFormatsAreAmbiguous() throws IOException {
    TinyModels.writeImage(folder.resolve("truth/0.png"), 1);
    ImageFiles.writeJpeg(
        folder.resolve("truth/0.jpg"), Tensor.zeros(1, 3, TinyModels.SIZE, TinyModels.SIZE), 90);

    Ran ran =
        job.with("uri: images}", "uri: images}, groundTruth: {uri: truth}").run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(FailureClass.USER_ERROR.exitCode());
    assertThat(ran.answer().reason()).isEqualTo("AmbiguousNames");
    assertThat(ran.answer().message())
        .contains("spec.dataset.groundTruth", "0.jpg and 0.png differ only in their extension");
  }

  @ParameterizedTest
  @CsvSource({
    "empty, DATA, contains no image",
    "missing, USER_ERROR, folder not found",
    "single, DATA, has 1 usable image; at least 2 different images are needed",
    "broken, DATA, none of the 1 images"
  })
  void aFolderWithTooFewImagesIsReportedWithItsField(
      String source, FailureClass failure, String why) throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    TinyModels.writeImage(folder.resolve("single/a.png"), 1);
    TinyModels.writeImage(folder.resolve("single/same.png"), 1);
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/a.png"), "not an image");

    Ran ran = job.with("uri: images", "uri: " + source).run(StageName.PREPARE);

    assertThat(ran.code()).isEqualTo(failure.exitCode());
    assertThat(ran.answer().message())
        .contains("spec.dataset.source", folder.resolve(source).toString(), why);
  }

  private void writeUnusable() throws IOException {
    Path images = folder.resolve("images");
    byte[] whole = Files.readAllBytes(images.resolve("0.png"));
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(images.resolve("damaged.png"), damaged);
    Files.write(images.resolve("truncated.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(images.resolve("huge.png"), withSize(whole, 60_000));
    Files.writeString(images.resolve("text.png"), "a picture is worth a thousand words");
  }

  /** A PNG whose header has this width and height and a valid checksum. */
  private static byte[] withSize(byte[] png, int pixels) {
    ByteBuffer changed = ByteBuffer.wrap(png.clone());
    changed.putInt(WIDTH_IN_HEADER, pixels).putInt(WIDTH_IN_HEADER + Integer.BYTES, pixels);
    CRC32 checksum = new CRC32();
    checksum.update(changed.array(), WIDTH_IN_HEADER - 4, HEADER_CHECKSUM - WIDTH_IN_HEADER + 4);
    return changed.putInt(HEADER_CHECKSUM, (int) checksum.getValue()).array();
  }
}
