// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.Main;
import io.pentimento.worker.stage.TinyJob;
import io.pentimento.worker.stage.TinyJob.Ran;
import io.pentimento.worker.stage.TinyModels;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongCheckpointTest {
  private static final String TENSOR = "layers.0.residual_group.blocks.1.mlp.fc2.bias";

  @TempDir Path folder;
  private TinyJob job;
  private Path restorer;

  @BeforeEach
  void writeJob() throws IOException {
    job = TinyJob.in(folder);
    restorer = folder.resolve("restorer.safetensors");
  }

  @Test
  void aRestorerIsRejectedAsPrior() throws IOException {
    TinyModels.writeRestorer(folder.resolve("prior.safetensors"));
    refused(
        FailureClass.USER_ERROR,
        "CheckpointMismatch",
        "spec.prior.source",
        "prior.safetensors",
        "is a SwinIR, not GuidedDiffusionUNet");
  }

  @Test
  void aPriorIsRejectedAsRestorer() throws IOException {
    TinyModels.writePrior(restorer);
    refused(
        FailureClass.USER_ERROR,
        "CheckpointMismatch",
        "spec.restorer.source",
        "is a GuidedDiffusionUNet, not SwinIR");
  }

  @Test
  void aMissingTensorIsReportedByName() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.remove(TENSOR);
    refusedWith(tensors, "1 missing (" + TENSOR + ")");
  }

  @Test
  void anUnexpectedTensorIsReportedByName() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("stray.weight", Tensor.zeros(1));
    refusedWith(tensors, "1 unexpected (stray.weight)");
  }

  @Test
  void aTensorOfAnotherShapeIsReportedWithBothShapes() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put(TENSOR, Tensor.zeros(9));
    refusedWith(tensors, TENSOR + " is [9], expected [8]");
  }

  @Test
  void aFileWithAnotherDigestIsRejected() throws IOException {
    job = job.with("restorer.safetensors", "restorer.safetensors, sha256: " + "0".repeat(64));
    refused(
        FailureClass.DATA,
        "DigestMismatch",
        "the manifest pins sha256 0000",
        "spec.restorer.source");
  }

  @Test
  void aTruncatedFileIsCorrupt() throws IOException {
    byte[] whole = Files.readAllBytes(restorer);
    Files.write(restorer, java.util.Arrays.copyOf(whole, whole.length - 100));
    refused(FailureClass.DATA, "CorruptCheckpoint", "spec.restorer.source", restorer.toString());
  }

  @Test
  void aPickleWithOtherGlobalsIsRejected() throws IOException {
    Path proof = folder.resolve("proof");
    writePickle(restorer, "\u0080\u0002cposix\nsystem\n(S'touch " + proof + "'\ntR.");
    refused(FailureClass.DATA, "CorruptCheckpoint", "spec.restorer.source", "posix", "system");
    assertThat(proof).doesNotExist();
  }

  @Test
  void nonFiniteWeightsAreRejected() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.get("conv_last.bias").data()[0] = Float.NaN;
    write(tensors);
    refused(FailureClass.DATA, "NonFiniteModel", "spec.restorer.source", "not finite");
  }

  @Test
  void aCheckpointOfAnotherArchitectureIsRejected() throws IOException {
    job = job.with("restorer: {", "restorer: {architecture: CodeFormer, ");
    refused(
        FailureClass.USER_ERROR,
        "CheckpointMismatch",
        "spec.restorer.source",
        "the checkpoint is a SwinIR, not CodeFormer");
  }

  @Test
  void aCodeFormerOfAnotherSizeThanThePriorIsRejected() throws IOException {
    TinyModels.codeFormer(2 * TinyModels.SIZE).write(restorer);
    job = job.with("restorer: {", "restorer: {architecture: CodeFormer, ");
    refused(
        FailureClass.USER_ERROR,
        "UnsuitableRestorer",
        "spec.restorer has an image size of 32 pixels, and spec.prior of 16");
  }

  @Test
  void commandsReturnTheSameExitCodes() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.remove(TENSOR);
    write(tensors);
    assertThat(inspect(restorer)).isEqualTo(FailureClass.USER_ERROR.exitCode());
    Files.writeString(restorer, "not a checkpoint");
    assertThat(inspect(restorer)).isEqualTo(FailureClass.DATA.exitCode());
  }

  private static int inspect(Path file) {
    return Main.commandLine().execute("inspect", file.toString());
  }

  private void refusedWith(Map<String, Tensor> tensors, String why) throws IOException {
    write(tensors);
    refused(FailureClass.USER_ERROR, "CheckpointMismatch", "spec.restorer.source", why);
  }

  private void refused(FailureClass failure, String reason, String... words) throws IOException {
    Ran ran = job.run(StageName.PREPARE);

    assertThat(ran.answer().message()).contains(words);
    assertThat(ran.answer().reason()).isEqualTo(reason);
    assertThat(ran.code()).isEqualTo(failure.exitCode());
    Workspaces.assertUnfinished(job.artifact(StageName.PREPARE));
    Workspaces.assertNothingHalfWritten(job.workspace());
  }

  private static Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(TinyModels.restorer().weights().tensors());
  }

  private void write(Map<String, Tensor> tensors) throws IOException {
    NetworkFile shown = TinyModels.restorer();
    Safetensors.write(restorer, StateDict.of(tensors), shown.metadata());
  }

  /** A file in the format of {@code torch.save}, with this pickle. */
  private static void writePickle(Path file, String pickle) throws IOException {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry("archive/data.pkl");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    }
  }
}
