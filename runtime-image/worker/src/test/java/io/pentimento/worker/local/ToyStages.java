// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.worker.process.ParentWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A program that fulfils the stage contract without computing anything. */
@Command(name = "toy")
public final class ToyStages {
  /** Records every processed item and every completed artefact, one line each. */
  public static final String JOURNAL = "journal.txt";

  private static final String METRICS =
      """
      {"metrics": [{
        "result": {"metric": "PSNR", "base": 20.0, "adapted": 22.0, "improvement": 0.1,
                   "lower": 0.05, "upper": 0.15},
        "input": 18.0, "pseudoTargets": 21.0,
        "pseudoTargetGain": {"improvement": 0.05, "lower": 0.01, "upper": 0.09},
        "samples": {"images": ["a", "b"], "adapted": [21.0, 23.0], "pseudoTargets": [20.0, 22.0]}
      }]}
      """;
  private static final int ITEMS = 6;
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private ToyStages() {}

  public static void main(String[] arguments) throws IOException {
    ParentWatch.beginIfAsked();
    System.exit(new CommandLine(new ToyStages()).addSubcommand(new Stage()).execute(arguments));
  }

  @Command(name = "stage")
  static final class Stage implements Callable<Integer> {
    @Option(names = "--document")
    private Path document;

    @Option(names = "--workspace")
    private Path workspace;

    @Option(names = "--shard")
    private int shard;

    @Option(names = "--result")
    private Path result;

    @Option(names = {"--base", "--threads", "--claim"})
    private List<String> ignored;

    @Override
    public Integer call() throws IOException, InterruptedException {
      StageDocument todo = StageDocument.read(document);
      WorkspaceLayout layout = new WorkspaceLayout(workspace);
      Path output = layout.artifact(todo.stage(), todo.key());
      if (!Files.exists(layout.manifest(todo.stage(), todo.key()))) {
        Files.createDirectories(output);
        work(todo, layout, output);
        close(todo, layout, output);
      }
      write(result, answer(todo).toJson());
      return 0;
    }

    private void work(StageDocument todo, WorkspaceLayout layout, Path output)
        throws IOException, InterruptedException {
      for (int item = shard; item < ITEMS; item += todo.shards()) {
        if (!Files.exists(output.resolve("item-" + item))) {
          Thread.sleep(60);
          write(output.resolve("item-" + item), "done");
          journal("item " + todo.stage() + " " + todo.key() + " " + item);
        }
        StageProgress progress =
            new StageProgress(
                todo.stage(),
                todo.key(),
                shard,
                item / todo.shards() + 1,
                ITEMS / todo.shards(),
                0,
                16.0,
                1L,
                null,
                Instant.now().toString());
        write(layout.progress(todo.stage(), todo.key(), shard), progress.toJson());
      }
    }

    private void close(StageDocument todo, WorkspaceLayout layout, Path output) throws IOException {
      for (int item = 0; item < ITEMS; item++) {
        if (!Files.exists(output.resolve("item-" + item))) {
          return;
        }
      }
      if (todo.stage() == StageName.EVALUATE) {
        write(output.resolve("metrics.json"), METRICS);
      }
      write(layout.result(todo.stage(), todo.key()), answer(todo).toJson());
      write(layout.manifest(todo.stage(), todo.key()), "{}");
    }

    private void journal(String line) throws IOException {
      Files.writeString(
          workspace.resolve(JOURNAL),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }

    private static void write(Path file, String text) throws IOException {
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static TerminationMessage answer(StageDocument todo) {
      Map<String, String> digests = new TreeMap<>();
      switch (todo.stage()) {
        case PREPARE -> {
          for (SourceName name : SourceName.values()) {
            digests.put(name.field(), DIGEST);
          }
        }
        case TRAIN -> digests.put(TerminationMessage.MODEL, "sha256:" + todo.key());
        case EVALUATE ->
            digests.put(TerminationMessage.MODEL, "sha256:" + todo.upstream(StageName.TRAIN));
        default -> {}
      }
      return TerminationMessage.success(todo.stage(), todo.key(), new ItemCounts(ITEMS, ITEMS, 0))
          .withDigests(digests);
    }
  }
}
