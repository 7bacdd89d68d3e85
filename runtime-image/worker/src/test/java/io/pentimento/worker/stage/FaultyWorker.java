// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.worker.runtime.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the worker's stage command in a process with a {@link Fault}. */
@Command(name = "faulty")
final class FaultyWorker {
  private FaultyWorker() {}

  public static void main(String[] arguments) {
    Fault fault = Fault.parse(arguments[0]);
    if (fault.kind() == Fault.Kind.KILLED_AT_FILE) {
      KillSwitch.arm(fault.file());
    }
    CommandLine command =
        new CommandLine(new FaultyWorker())
            .addSubcommand(new StageCommand(() -> new Faulty(fault)));
    System.exit(command.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }

  private static final class Faulty extends Interruption {
    private static final long MOMENT_NANOSECONDS = 1_000_000;
    private final Fault fault;
    private long calls;

    Faulty(Fault fault) {
      this.fault = fault;
    }

    @Override
    public boolean requested() {
      calls++;
      switch (fault.kind()) {
        case KILLED -> kill();
        case FROZEN -> freeze();
        case TERMINATED -> terminate();
        case MEASURED -> measure();
        default -> {}
      }
      return super.requested();
    }

    private void kill() {
      if (calls == fault.call()) {
        signal("KILL");
        await(false);
      }
    }

    private void freeze() {
      if (calls == fault.call()) {
        try {
          signal("STOP").waitFor();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /** Sent before a step and awaited after it, so that it arrives during the step. */
    private void terminate() {
      if (calls == fault.call()) {
        signal("TERM");
      } else if (calls == fault.call() + 1) {
        await(true);
      }
    }

    private void await(boolean requested) {
      while (!requested || !super.requested()) {
        LockSupport.parkNanos(MOMENT_NANOSECONDS);
      }
    }

    private void measure() {
      if (calls % fault.call() == 0) {
        append(fault.file(), calls + " " + residentKilobytes() + "\n");
      }
    }
  }

  private static Process signal(String name) {
    try {
      return new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of the line VmRSS, in kB. */
  private static long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
