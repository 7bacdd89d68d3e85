// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Tries to acquire a lease, which is a folder of numbered files. The process that creates the next
 * number holds the lease; exclusive creation works on every POSIX file system, including NFS. The
 * next number may be created when the previous file states that its holder released the lease, when
 * its holder is known to have ended, or when the file has not changed for {@link
 * LeaseTiming#expiresAfter()}. This time is measured here on a monotonic clock; clocks of other
 * machines and file times are not used.
 *
 * <p>Files are never deleted, so that a slow contender cannot create a number a second time. Not
 * thread-safe.
 */
public final class LeaseContender {
  private static final String PREFIX = "lease-";
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final LeaseHolder self;
  private final LeaseTiming timing;
  private final LongSupplier nanoTime;

  private long number;
  private byte[] content = {};
  private long unchangedSince;

  public LeaseContender(Path folder, LeaseHolder self, LeaseTiming timing) {
    this(folder, self, timing, System::nanoTime);
  }

  LeaseContender(Path folder, LeaseHolder self, LeaseTiming timing, LongSupplier nanoTime) {
    this.folder = folder;
    this.self = self;
    this.timing = timing;
    this.nanoTime = nanoTime;
  }

  /** The lease if it is free now; call again, about once a second, until it is. */
  public Optional<Lease> tryAcquire() throws IOException {
    Files.createDirectories(folder);
    long newest = Math.max(number, newest());
    if (newest == 0) {
      return create(1);
    }
    byte[] read = content(newest);
    boolean isUnchanged = newest == number && Arrays.equals(read, content);
    if (!isUnchanged) {
      number = newest;
      content = read;
      unchangedSince = nanoTime.getAsLong();
    }
    return isFree() ? create(newest + 1) : Optional.empty();
  }

  /** The holder of the lease at the last check. */
  public Optional<String> holder() {
    return LeaseRecord.parse(content).map(found -> found.holder().name());
  }

  private boolean isFree() {
    Optional<LeaseRecord> found = LeaseRecord.parse(content);
    return found.filter(r -> r.released() || r.holder().isGone()).isPresent()
        || nanoTime.getAsLong() - unchangedSince >= timing.expiresAfter().toNanos();
  }

  private Optional<Lease> create(long next) throws IOException {
    LeaseRecord record = LeaseRecord.taken(self);
    if (record.create(file(next))) {
      return Optional.of(new Lease(file(next), file(next + 1), record, timing));
    }
    number = next;
    content = content(next);
    unchangedSince = nanoTime.getAsLong();
    return Optional.empty();
  }

  /** Empty for a file that was deleted by hand; the lease is taken over after it expires. */
  private byte[] content(long of) throws IOException {
    try {
      return LeaseRecord.read(file(of));
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private long newest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(f -> f.getFileName().toString()).toList();
      return names.stream().mapToLong(LeaseContender::number).max().orElse(0);
    }
  }

  private static long number(String name) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return 0;
    }
    try {
      return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Path file(long of) {
    return folder.resolve("%s%08d%s".formatted(PREFIX, of, SUFFIX));
  }
}
