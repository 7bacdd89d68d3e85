// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The locks that separate two runs of the same job. */
@Timeout(60)
class WorkspaceLockTest {
  @TempDir Path folder;
  private WorkspaceLayout layout;

  @BeforeEach
  void open() {
    layout = new WorkspaceLayout(folder.resolve("workspace"));
  }

  /** Holds a lock in another process until its standard input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (WorkspaceLock lock =
          WorkspaceLock.take(new WorkspaceLayout(Path.of(arguments[0])), arguments[1])) {
        System.out.println("locked");
        while (System.in.read() >= 0) {
          // Waits for the end of the input.
        }
      }
    }
  }

  private Process holder(String job) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                WorkerJvm.java(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                Holder.class.getName(),
                layout.root().toString(),
                job));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    assertThat(process.inputReader().readLine()).isEqualTo("locked");
    return process;
  }

  @Test
  void theLockCreatesTheFolderOfTheJob() throws IOException {
    WorkspaceLock.take(layout, "toy").close();

    assertThat(layout.job("toy")).isDirectory();
  }

  @Test
  void aReleasedLockCanBeTakenAgain() throws IOException {
    WorkspaceLock.take(layout, "toy").close();

    assertThatCode(() -> WorkspaceLock.take(layout, "toy").close()).doesNotThrowAnyException();
  }

  @Test
  void aRunInAnotherProcessIsReportedAndItsEndReleasesTheLock() throws Exception {
    Process other = holder("toy");
    try {
      assertThatThrownBy(() -> WorkspaceLock.take(layout, "toy"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "another run of job toy is active in %s; wait for it, or choose another --workspace",
              layout.root());
      assertThatCode(() -> WorkspaceLock.take(layout, "other").close())
          .as("of another job")
          .doesNotThrowAnyException();
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThatCode(() -> WorkspaceLock.take(layout, "toy").close()).doesNotThrowAnyException();
  }

  @Test
  void childrenOfAJobShareOneLockFile() {
    assertThat(WorkspaceLock.ofChildren(layout, "toy"))
        .isEqualTo(layout.job("toy").resolve(".children.lock"))
        .isNotEqualTo(WorkspaceLock.ofChildren(layout, "other"));
  }

  /** One process holds a lock only once: Java reports a second attempt as a defect. */
  @Test
  void theSameProcessCannotTakeALockTwice() throws IOException {
    try (WorkspaceLock held = WorkspaceLock.take(layout, "toy")) {
      assertThatThrownBy(() -> WorkspaceLock.take(layout, "toy"))
          .isInstanceOf(OverlappingFileLockException.class);
    }
  }

  @Test
  void aWorkspaceThatIsAFileIsReportedWithItsPath() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> WorkspaceLock.take(new WorkspaceLayout(file), "toy"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
