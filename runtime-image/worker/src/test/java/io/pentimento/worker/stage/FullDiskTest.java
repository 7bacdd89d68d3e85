// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace on a small file system that becomes full, if the test may mount one. */
public class FullDiskTest {
  @TempDir Path folder;
  private Path disk;
  private Path ballast;
  private TinyJob job;
  private TinyJob roomy;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()),
        "mounting a small file system needs privileges");
    ballast = disk.resolve("ballast");
    roomy = TinyJob.in(folder);
    job = roomy.inWorkspace(disk.resolve("workspace"));
  }

  @AfterEach
  void unmount() throws Exception {
    succeeds("umount", disk.toString());
  }

  @Test
  void prepareReportsTheFullDiskAndFinishesWhenSpaceIsFree() throws IOException {
    fill(200_000);
    isRejected(job.run(StageName.PREPARE));
    Workspaces.assertUnfinished(job.artifact(StageName.PREPARE));

    makeRoom();
    job.after(StageName.PREPARE);
    roomy.after(StageName.PREPARE);
    assertThat(Workspaces.digests(job.artifact(StageName.PREPARE), ""))
        .isEqualTo(Workspaces.digests(roomy.artifact(StageName.PREPARE), ""));
  }

  @Test
  void generateKeepsItsResultsAndFinishesWithTheSamePseudoTargets() throws IOException {
    job.after(StageName.PREPARE);
    fill(32_768);
    isRejected(job.run(StageName.GENERATE));
    Workspaces.assertUnfinished(job.artifact(StageName.GENERATE));

    makeRoom();
    job.after(StageName.GENERATE);
    roomy.after(StageName.PREPARE, StageName.GENERATE);
    assertThat(Workspaces.pseudoTargets(job)).isEqualTo(Workspaces.pseudoTargets(roomy));
  }

  @Test
  void trainKeepsItsCheckpointAndFinishesWithTheSameWeights() throws IOException {
    job.after(StageName.PREPARE, StageName.GENERATE);
    fill(40_960);
    isRejected(job.run(StageName.TRAIN));
    Workspaces.assertUnfinished(job.artifact(StageName.TRAIN));

    makeRoom();
    job.after(StageName.TRAIN);
    roomy.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN);
    assertThat(Workspaces.digests(job.artifact(StageName.TRAIN), ".safetensors"))
        .isEqualTo(Workspaces.digests(roomy.artifact(StageName.TRAIN), ".safetensors"));
  }

  private void isRejected(Ran ran) throws IOException {
    assertThat(ran.code()).isEqualTo(FailureClass.RESOURCES.exitCode());
    assertThat(ran.answer().reason()).isEqualTo("DiskFull");
    assertThat(ran.answer().message())
        .contains("the workspace " + job.workspace() + " is full", "free space");
    Workspaces.assertNothingHalfWritten(job.workspace());
  }

  /** Fills the file system except for this number of bytes. */
  private void fill(long left) throws IOException {
    byte[] block = new byte[1 << 12];
    try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE_NEW)) {
      for (long free = disk.toFile().getUsableSpace(); free > left; free -= block.length) {
        out.write(block);
      }
    }
  }

  private void makeRoom() throws IOException {
    Files.delete(ballast);
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
