// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.plan;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.TimeSpent;
import io.pentimento.worker.runtime.WorkspaceJson;
import io.pentimento.workflow.plan.StageWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measured times of stages in a workspace, from the status that {@code pentimento run} stores. */
final class EarlierRuns {
  private final WorkspaceLayout layout;
  private final Map<StageKey, TerminationMessage> complete;

  EarlierRuns(WorkspaceLayout layout, Map<StageKey, TerminationMessage> complete) {
    this.layout = layout;
    this.complete = Map.copyOf(complete);
  }

  /**
   * An estimate.
   *
   * @param time sum over all processes
   * @param basis the run that it is based on
   */
  record Estimate(Duration time, String basis) {}

  /** Based on the largest run of this stage, with the smallest share of fixed costs, if any. */
  Optional<Estimate> estimate(StageName stage, StageWork work) throws IOException {
    double most = 0;
    Optional<Estimate> best = Optional.empty();
    for (StageDocument document : documents(stage)) {
      Duration useful = TimeSpent.on(layout, stage, document.key()).useful();
      StageWork done = StageWork.of(document.parameters(), images(document.key()));
      if (!useful.isZero() && done.units() > most) {
        most = done.units();
        best = Optional.of(scaled(useful, done, work, document.job().name()));
      }
    }
    return best;
  }

  private static Estimate scaled(Duration measured, StageWork done, StageWork work, String job) {
    long millis = Math.round(measured.toMillis() * work.units() / done.units());
    return new Estimate(
        Duration.ofMillis(millis),
        "%d s for %s in job %s".formatted(measured.toSeconds(), done.description(), job));
  }

  private long images(StageKey key) {
    TerminationMessage answer = complete.get(key);
    return answer == null || answer.items() == null ? 0 : answer.items().total();
  }

  private List<StageDocument> documents(StageName stage) throws IOException {
    List<StageDocument> documents = new ArrayList<>();
    for (Path folder : children(layout.root().resolve("jobs"))) {
      for (Path file : children(folder.resolve("documents"))) {
        if (file.getFileName().toString().startsWith(stage.value() + "-")) {
          documents.add(WorkspaceJson.read(file, StageDocument::fromJson));
        }
      }
    }
    return documents;
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
