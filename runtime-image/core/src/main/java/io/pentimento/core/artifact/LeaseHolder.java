// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that holds a lease.
 *
 * @param name for display: the job or pod that the process works for
 * @param machine identifies the running kernel and the process namespace; null if unknown
 * @param pid process id in that namespace
 * @param started start time of the process, milliseconds since the epoch; 0 if unknown
 */
public record LeaseHolder(String name, @Nullable String machine, long pid, long started) {
  private static final int LONGEST_NAME = 300;

  /** The JDK derives start times from the boot time, which clock adjustments shift slightly. */
  private static final long START_TOLERANCE_MILLISECONDS = 10_000;

  public LeaseHolder {
    requireNonNull(name, "name");
    name = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  public static LeaseHolder ofThisProcess(String name) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(name, thisMachine(), process.pid(), started(process));
  }

  /**
   * Whether the process is known to have ended. False for a process on another machine or in
   * another container, whose state is only known from its renewals.
   */
  boolean isGone() {
    if (machine == null || !machine.equals(thisMachine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || isOtherProcess(started(process.get()));
  }

  /** Compares start times, because process ids are reused. */
  private boolean isOtherProcess(long start) {
    return started != 0 && start != 0 && Math.abs(start - started) > START_TOLERANCE_MILLISECONDS;
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static @Nullable String thisMachine() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
