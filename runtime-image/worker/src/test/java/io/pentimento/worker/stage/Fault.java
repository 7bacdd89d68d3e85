package io.pentimento.worker.stage;

import java.nio.file.Path;

/**
 * What goes wrong in a stage process, and when.
 *
 * @param call the how-manieth time, from 1, that the stage asks whether to stop: before each step
 *     of a training and of a sampling, before each image of an index
 * @param file receives the measurements of {@link Kind#MEASURED}, ends the process at {@link
 *     Kind#KILLED_AT_FILE}; else unused
 */
public record Fault(Kind kind, long call, Path file) {
  enum Kind {
    NONE,
    /** SIGKILL, at once. */
    KILLED,
    /** SIGTERM, which arrives while the stage works on. */
    TERMINATED,
    /** SIGSTOP, from which only SIGCONT wakes it. */
    FROZEN,
    /** SIGKILL, as soon as there is a file. */
    KILLED_AT_FILE,
    /** The resident memory is written down every so many calls. */
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
