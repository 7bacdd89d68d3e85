// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsCreatedWithItsFoldersAndReplaced() throws IOException {
    Path file = folder.resolve("a/b/c.bin");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    assertThat(names(file.getParent())).containsExactly("c.bin");
  }

  @Test
  void aLinkIsKeptAndItsTargetIsReplaced() throws IOException {
    Path file = Files.write(folder.resolve("real.bin"), new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("real.bin"));

    AtomicFile.write(link, new byte[] {2});

    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(new byte[] {2});
  }

  @Test
  void aLinkToAMissingFileIsKept() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("later.bin"));

    AtomicFile.write(link, new byte[] {2});

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("later.bin")).hasBinaryContent(new byte[] {2});
  }

  @Test
  @Timeout(20)
  void aPipeIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();

    AtomicFile.write(pipe, new byte[] {1, 2, 3});

    assertThat(reader.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));

    AtomicFile.write(device, new byte[] {1});

    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void readersSeeTheOldContentDuringAWrite() throws IOException {
    Path file = folder.resolve("c.bin");
    AtomicFile.write(file, new byte[] {1});
    AtomicFile.write(
        file,
        out -> {
          out.write(ByteBuffer.wrap(new byte[] {2}));
          assertThat(file).hasBinaryContent(new byte[] {1});
        });
    assertThat(file).hasBinaryContent(new byte[] {2});
  }

  @Test
  void aFailureLeavesTheOldContentAndNothingElse() throws IOException {
    Path file = folder.resolve("c.bin");
    AtomicFile.write(file, new byte[] {1});
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(ByteBuffer.wrap(new byte[50]));
                      throw new IllegalStateException("the network failed");
                    }))
        .hasMessage("the network failed");
    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(names(folder)).containsExactly("c.bin");
  }

  @Test
  void aFullDiskLeavesNoPartialFile() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()),
        "mounting a small file system needs privileges");
    try {
      Path file = disk.resolve("c.bin");
      AtomicFile.write(file, new byte[100]);
      assertThatThrownBy(() -> AtomicFile.write(file, new byte[1 << 20]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(Files.size(file)).isEqualTo(100);
      assertThat(names(disk)).containsExactly("c.bin");
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void leftoversOfAKilledProcessAreDeletedButNotActiveFiles() throws IOException {
    Instant now = Instant.now();
    Path artifact = Files.createDirectories(folder.resolve("artifacts/train/0abc"));
    Path old = Files.write(artifact.resolve(".pentimento-1.tmp"), new byte[3]);
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(2))));
    Files.write(artifact.resolve(".pentimento-2.tmp"), new byte[3]);
    Path result = Files.write(artifact.resolve("weights.tmp"), new byte[3]);
    Files.setLastModifiedTime(result, FileTime.from(now.minus(Duration.ofHours(2))));

    assertThat(Leftovers.remove(folder, Duration.ofHours(1), now)).isEqualTo(1);

    assertThat(names(artifact)).containsExactly(".pentimento-2.tmp", "weights.tmp");
    assertThat(Leftovers.remove(folder.resolve("nothing"), Duration.ZERO, now)).isZero();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
