// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import java.nio.file.Path;

/**
 * A fault in a stage process.
 *
 * @param call number of the call, from 1, at which the stage checks whether to stop: before each
 *     step of a training and of a sampling, before each image of an index
 * @param file receives the measurements of {@link Kind#MEASURED}; ends the process with {@link
 *     Kind#KILLED_AT_FILE}; otherwise unused
 */
public record Fault(Kind kind, long call, Path file) {
  enum Kind {
    NONE,
    /** SIGKILL, at once. */
    KILLED,
    /** SIGTERM, which arrives while the stage is working. */
    TERMINATED,
    /** SIGSTOP, until SIGCONT. */
    FROZEN,
    /** SIGKILL, as soon as a file exists. */
    KILLED_AT_FILE,
    /** The resident memory is recorded at intervals of calls. */
    MEASURED
  }

  private static final Path NO_FILE = Path.of("none");

  public static Fault none() {
    return new Fault(Kind.NONE, 0, NO_FILE);
  }

  public static Fault killedAt(long call) {
    return new Fault(Kind.KILLED, call, NO_FILE);
  }

  /**
   * Kills the process once, as soon as a matching file exists.
   *
   * @param pattern of the file's path, a glob
   */
  public static Fault killedOnceThereIs(String pattern) {
    return new Fault(Kind.KILLED_AT_FILE, 0, Path.of(pattern));
  }

  public static Fault frozenAt(long call) {
    return new Fault(Kind.FROZEN, call, NO_FILE);
  }

  public static Fault terminatedAt(long call) {
    return new Fault(Kind.TERMINATED, call, NO_FILE);
  }

  public static Fault measuredEvery(long calls, Path file) {
    return new Fault(Kind.MEASURED, calls, file);
  }

  public static Fault parse(String text) {
    String[] parts = text.split(" ", 3);
    return new Fault(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), Path.of(parts[2]));
  }

  @Override
  public String toString() {
    return kind + " " + call + " " + file;
  }
}
