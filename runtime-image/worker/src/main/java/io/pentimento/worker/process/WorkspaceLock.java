// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.process;

import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows one run at a time for a job of a workspace, and waits for processes of an earlier run.
 * Runs of different jobs can share a workspace: leases prevent them from computing a stage twice.
 */
public final class WorkspaceLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceLock.class);

  private final FileChannel channel;

  private WorkspaceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for processes of a killed run; they end within seconds.
   *
   * @throws IllegalArgumentException if another run of the job is active
   */
  public static WorkspaceLock take(WorkspaceLayout layout, String job) throws IOException {
    Files.createDirectories(layout.job(job));
    FileChannel channel = open(layout.job(job).resolve(".run.lock"));
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IllegalArgumentException(
          "another run of job %s is active in %s; wait for it, or choose another --workspace"
              .formatted(job, layout.root()));
    }
    awaitChildren(layout, job);
    return new WorkspaceLock(channel);
  }

  /** The file on which every child process holds a shared lock. */
  static Path ofChildren(WorkspaceLayout layout, String job) {
    return layout.job(job).resolve(".children.lock");
  }

  private static void awaitChildren(WorkspaceLayout layout, String job) throws IOException {
    try (FileChannel children = open(ofChildren(layout, job))) {
      if (children.tryLock() == null) {
        LOG.info("waiting for the processes of an earlier run to end");
        children.lock();
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
