// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/** Ends this process without cleanup, as SIGKILL does, when a file appears. */
public final class KillSwitch {
  public static final int SIGKILL = 137;

  private KillSwitch() {}

  /**
   * @param pattern absolute, with wildcards only in its last folders
   */
  @SuppressWarnings("ThreadPriorityCheck") // the watch competes with the work for few cores
  static void arm(Path pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Path root = pattern;
    while (root.toString().contains("*")) {
      root = root.getParent();
    }
    Path folder = root;
    Thread watch = new Thread(() -> watch(folder, matcher), "kill-switch");
    watch.setDaemon(true);
    watch.setPriority(Thread.MAX_PRIORITY);
    watch.start();
  }

  private static void watch(Path folder, PathMatcher matcher) {
    while (!isThere(folder, matcher)) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(SIGKILL);
  }

  private static boolean isThere(Path folder, PathMatcher matcher) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(matcher::matches);
    } catch (IOException | RuntimeException movedMeanwhile) {
      return false;
    }
  }
}
