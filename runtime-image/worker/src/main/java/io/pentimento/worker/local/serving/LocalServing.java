// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local.serving;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.process.WorkerJvm;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.observation.ServingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves one model. Starts the next one beside it and replaces the old one when the new one is
 * ready.
 */
public final class LocalServing {
  private static final int GUARD_HEAP = 32;

  private final WorkspaceLayout layout;
  private final WorkerJvm jvm;
  private final @Nullable ServerProgram program;
  private final int port;
  private final Path log;
  private @Nullable ModelServer active;
  private @Nullable ModelServer candidate;
  private ServingState.@Nullable Candidate failed;

  public LocalServing(
      WorkspaceLayout layout, WorkerJvm jvm, @Nullable ServerProgram program, int port, Path log) {
    this.layout = layout;
    this.jvm = jvm;
    this.program = program;
    this.port = port;
    this.log = log;
  }

  public void serve(Action.Serve serve, Map<StageKey, TerminationMessage> complete, Instant now)
      throws IOException {
    Optional<StageKey> train =
        Optional.ofNullable(serve.train()).or(() -> made(serve.digest(), complete));
    if (train.isEmpty()) {
      failed =
          new ServingState.Candidate(
              serve.digest(),
              true,
              "no artefact in the workspace contains a model with this digest");
      return;
    }
    failed = null;
    Path model = model(layout.artifact(StageName.TRAIN, train.get()));
    int free = ModelServer.freePort(port);
    Process process =
        jvm.start(
            GUARD_HEAP,
            List.of(),
            ServerGuard.class.getName(),
            requireNonNull(program).command(model, free),
            log);
    candidate = new ModelServer(serve.digest(), process, "http://127.0.0.1:" + free, now);
  }

  /** The file to serve: the graph, if there is one. */
  private static Path model(Path artifact) {
    Path graph = artifact.resolve("adapted.onnx");
    return Files.exists(graph) ? graph : artifact.resolve("adapted.pt");
  }

  private static Optional<StageKey> made(
      String digest, Map<StageKey, TerminationMessage> complete) {
    return complete.entrySet().stream()
        .filter(artefact -> artefact.getValue().stage() == StageName.TRAIN)
        .filter(
            artefact -> digest.equals(artefact.getValue().digests().get(TerminationMessage.MODEL)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  public ServingState observe(Instant now) throws InterruptedException {
    if (candidate != null) {
      settle(candidate, now);
    }
    if (active != null && !active.isAlive()) {
      active = null;
    }
    return new ServingState(
        active == null ? null : active.digest(),
        active == null ? 0 : 1,
        active == null ? null : active.url(),
        candidate == null
            ? failed
            : new ServingState.Candidate(
                candidate.digest(), false, "the server is loading the model"));
  }

  private void settle(ModelServer next, Instant now) throws InterruptedException {
    if (next.isReady()) {
      stop(active);
      active = next;
      candidate = null;
    } else if (next.isGivenUp(now)) {
      stop(next);
      failed = new ServingState.Candidate(next.digest(), true, "see " + log);
      candidate = null;
    }
  }

  public void stop() {
    stop(candidate);
    stop(active);
    candidate = null;
    active = null;
    failed = null;
  }

  private static void stop(@Nullable ModelServer server) {
    if (server != null) {
      server.stop();
    }
  }
}
