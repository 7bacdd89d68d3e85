// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Lease;
import io.pentimento.core.artifact.LeaseContender;
import io.pentimento.core.artifact.LeaseHolder;
import io.pentimento.core.artifact.LeaseTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds all free leases of a workspace until it is closed, so that no stage starts while its files
 * are removed. A lease whose holder may be alive counts as held.
 */
final class HeldLeases implements AutoCloseable {
  private final List<Lease> taken = new ArrayList<>();
  private final Map<String, String> holders = new HashMap<>();

  private HeldLeases() {}

  static HeldLeases takeFree(WorkspaceLayout layout) throws IOException {
    HeldLeases leases = new HeldLeases();
    try {
      for (Path folder : folders(layout.root().resolve("leases"))) {
        leases.take(
            folder, layout.root().resolve("leases").relativize(folder).getName(1).toString());
      }
      return leases;
    } catch (IOException | RuntimeException e) {
      leases.close();
      throw e;
    }
  }

  /** Folders with numbered files: {@code STAGE/KEY} or {@code STAGE/KEY/SHARD}. */
  private static Set<Path> folders(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return Set.of();
    }
    try (Stream<Path> tree = Files.walk(root)) {
      Set<Path> folders = new HashSet<>();
      tree.filter(Files::isRegularFile).forEach(file -> folders.add(file.getParent()));
      return folders;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void take(Path folder, String key) throws IOException {
    LeaseContender contender =
        new LeaseContender(
            folder, LeaseHolder.ofThisProcess("pentimento gc"), LeaseTiming.ofThisProcess());
    Optional<Lease> lease = contender.tryAcquire();
    lease.ifPresentOrElse(
        taken::add, () -> holders.put(key, contender.holder().orElse("another process")));
  }

  /** Keys that another process computes now, with the name of the process. */
  Map<String, String> holders() {
    return Map.copyOf(holders);
  }

  @Override
  public void close() {
    taken.forEach(Lease::close);
  }
}
