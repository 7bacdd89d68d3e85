// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.input.InputFile;
import io.pentimento.worker.runtime.Interruption;
import io.pentimento.worker.runtime.ProgressWriter;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.source.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one stage, in a pod or in a local process. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = "Runs one stage from its document; the exit code states the class of a failure.")
public final class StageCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(StageCommand.class);
  private static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";
  private static final Clock CLOCK = Clock.systemUTC();

  @Option(names = "--document", required = true, description = "The stage document (JSON).")
  private Path document;

  @Option(
      names = "--workspace",
      required = true,
      description = "Workspace: the folder of all artefacts.")
  private Path workspace;

  @Option(names = "--base", defaultValue = "", description = "Base folder of relative URIs.")
  private Path base;

  @Option(names = "--claim", description = "Mount path of a claim: NAME=FOLDER.")
  private Map<String, Path> claims = Map.of();

  @Option(names = "--secret", description = "Mount path of a secret: NAME=FOLDER.")
  private Map<String, Path> secrets = Map.of();

  @Option(
      names = "--secret-variables",
      description = "Prefix of the environment variables that hold a secret's keys: NAME=PREFIX.")
  private Map<String, String> secretVariables = Map.of();

  @Option(
      names = "--shard",
      description = "Index of the shard. Default: $JOB_COMPLETION_INDEX, or 0.")
  private @Nullable Integer shard;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Threads for inference; 0 for all cores. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(names = "--result", description = "Output file of the termination message (JSON).")
  private @Nullable Path result;

  private final Supplier<Interruption> interruptions;

  public StageCommand() {
    this(Interruption::onSignal);
  }

  StageCommand(Supplier<Interruption> interruptions) {
    this.interruptions = interruptions;
  }

  @Override
  public Integer call() throws IOException {
    StageDocument stage = StageDocument.read(InputFile.requireText("--document", document));
    int index = shard(stage);
    stage.withShard(index); // Throws if the shard does not exist.
    WorkspaceLayout layout = new WorkspaceLayout(workspace.toAbsolutePath());
    Path progressFile = layout.progress(stage.stage(), stage.key(), index);
    ProgressWriter progress =
        new ProgressWriter(
            stage, stage.shards() > 1 ? index : null, progressFile, System.out, CLOCK);
    SourceLocator sources = new SourceLocator(base.toAbsolutePath(), claims);
    try (Interruption interruption = interruptions.get()) {
      StageContext context =
          new StageContext(
              stage,
              layout,
              layout.artifact(stage.stage(), stage.key()),
              sources,
              new Secrets(secrets, secretVariables, System.getenv()),
              index,
              threads,
              progress,
              interruption::requested);
      return answer(new StageRunner().run(context));
    }
  }

  private int shard(StageDocument stage) {
    if (shard != null) {
      return shard;
    }
    return stage.shard() != null
        ? stage.shard()
        : Optional.ofNullable(System.getenv(INDEX_VARIABLE)).map(Integer::valueOf).orElse(0);
  }

  private int answer(TerminationMessage message) throws IOException {
    FailureClass failure = message.failure();
    if (failure == null) {
      if (result != null) {
        write(message, result);
      }
      return 0;
    }
    System.err.println(message.stage().value() + ": " + message.message());
    leave(message);
    return failure.exitCode();
  }

  /** On a full disk the message may not be writable; the exit code still reports the failure. */
  private void leave(TerminationMessage failure) {
    if (result != null) {
      try {
        write(failure, result);
      } catch (IOException e) {
        LOG.warn("cannot write {}: {}", result, e.toString());
      }
    }
  }

  /**
   * An existing file may be a mount, such as a pod's termination log, and is overwritten in place.
   */
  private static void write(TerminationMessage message, Path file) throws IOException {
    if (Files.exists(file)) {
      Files.writeString(file, message.toJson());
    } else {
      ResultFile.write(file, message);
    }
  }
}
