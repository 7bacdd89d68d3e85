// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Running time of the processes of a stage, including failed attempts; for the report.
 *
 * @param useful time of successful processes
 * @param all time of all processes
 */
public record TimeSpent(Duration useful, Duration all, int processes) {
  private static final Logger LOG = LoggerFactory.getLogger(TimeSpent.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Entry(int shard, long millis, boolean succeeded) {}

  /** Adds an ended process. Failures are only logged, because the time is not essential. */
  static void add(StageContext context, Instant start, Instant end, boolean succeeded) {
    Path folder = context.layout().timeSpent(context.document().stage(), context.document().key());
    Path file = folder.resolve("%d-%d.json".formatted(context.shard(), end.toEpochMilli()));
    long millis = Duration.between(start, end).toMillis();
    try {
      AtomicFile.write(file, JSON.writeValueAsBytes(new Entry(context.shard(), millis, succeeded)));
    } catch (IOException e) {
      LOG.warn("cannot record the running time: {}", e.toString());
    }
  }

  public static TimeSpent on(WorkspaceLayout layout, StageName stage, StageKey key)
      throws IOException {
    List<Entry> entries = entries(layout.timeSpent(stage, key));
    long all = entries.stream().mapToLong(Entry::millis).sum();
    long useful = entries.stream().filter(Entry::succeeded).mapToLong(Entry::millis).sum();
    return new TimeSpent(Duration.ofMillis(useful), Duration.ofMillis(all), entries.size());
  }

  private static List<Entry> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        read(file).ifPresent(entries::add);
      }
    }
    return entries;
  }

  /** Empty if the file is damaged; the time is not essential. */
  private static Optional<Entry> read(Path file) throws IOException {
    try {
      return Optional.of(WorkspaceJson.read(file, json -> JSON.readValue(json, Entry.class)));
    } catch (ArtifactException e) {
      LOG.warn("{}: its running time is not counted", e.getMessage());
      return Optional.empty();
    }
  }
}
