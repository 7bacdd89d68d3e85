// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs stages as processes, with a limit on how many run at the same time. */
final class StageProcesses {
  private final WorkspaceLayout layout;
  private final Path folder;
  private final StageLauncher launcher;
  private final int parallel;
  private final Map<StageKey, Attempt> attempts = new LinkedHashMap<>();

  private record Attempt(Action.StartStage start, Path document, List<ShardProcess> shards) {}

  /**
   * @param folder of this job; contains documents, results and logs
   */
  StageProcesses(WorkspaceLayout layout, Path folder, StageLauncher launcher, int parallel) {
    this.layout = layout;
    this.folder = folder;
    this.launcher = launcher;
    this.parallel = parallel;
  }

  void start(Action.StartStage start) throws IOException {
    StageDocument document = start.document();
    String name = name(start);
    Path file = folder.resolve("documents").resolve(name + ".json");
    AtomicFile.write(file, document.toJson().getBytes(StandardCharsets.UTF_8));
    List<ShardProcess> shards = new ArrayList<>();
    for (int shard = 0; shard < document.shards(); shard++) {
      shards.add(
          new ShardProcess(
              document.withShard(shard),
              layout.progress(document.stage(), document.key(), shard),
              folder.resolve("answers").resolve(name + "-" + shard + ".json"),
              folder.resolve("logs").resolve(name + "-" + shard + ".log")));
    }
    attempts.put(document.key(), new Attempt(start, file, shards));
    startQueued();
  }

  void stop(StageKey key, Instant now) {
    Attempt attempt = attempts.get(key);
    if (attempt != null) {
      attempt.shards().forEach(shard -> shard.stop(now));
    }
  }

  List<StageRun> observe(Instant now) throws IOException {
    startQueued();
    List<StageRun> runs = new ArrayList<>();
    for (Attempt attempt : attempts.values()) {
      List<ProcessState> states = new ArrayList<>();
      for (ShardProcess shard : attempt.shards()) {
        states.add(shard.observe(now));
      }
      StageDocument document = attempt.start().document();
      runs.add(
          new StageRun(
              document.stage(),
              document.key(),
              attempt.start().attempt(),
              name(attempt.start()),
              states));
    }
    return runs;
  }

  private void startQueued() throws IOException {
    for (Attempt attempt : attempts.values()) {
      for (ShardProcess shard : attempt.shards()) {
        if (shard.isQueued() && alive() < parallel) {
          shard.start(
              (index, result, log) ->
                  launcher.launch(
                      attempt.document(),
                      index,
                      Math.min(parallel, attempt.shards().size()),
                      result,
                      log));
        }
      }
    }
  }

  private long alive() {
    return attempts.values().stream()
        .flatMap(attempt -> attempt.shards().stream())
        .filter(ShardProcess::isAlive)
        .count();
  }

  private static String name(Action.StartStage start) {
    StageDocument document = start.document();
    return "%s-%s-%d".formatted(document.stage(), document.key().abbreviated(), start.attempt());
  }
}
