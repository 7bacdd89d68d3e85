package io.pentimento.worker.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one run at a time work in a workspace, after what an earlier one started has ended. */
final class WorkspaceLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkspaceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for processes that a killed run left behind; they end within seconds.
   *
   * @throws IllegalArgumentException if another run holds the workspace
   */
  static WorkspaceLock take(Path workspace) throws IOException {
    Files.createDirectories(workspace);
    FileChannel channel = open(workspace.resolve(".run.lock"));
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IllegalArgumentException(
          "another run works in " + workspace + "; wait for it, or choose another --workspace");
    }
    awaitChildren(workspace);
    return new WorkspaceLock(channel);
  }

  /** The file that every child process holds a shared lock on. */
  static Path ofChildren(Path workspace) {
    return workspace.resolve(".children.lock");
  }

  private static void awaitChildren(Path workspace) throws IOException {
    try (FileChannel children = open(ofChildren(workspace))) {
      if (children.tryLock() == null) {
        System.err.println("waiting for processes of an earlier run to end");
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
