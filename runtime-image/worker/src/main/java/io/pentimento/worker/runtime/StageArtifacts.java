// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.Lease;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.core.artifact.Staging;
import io.pentimento.core.artifact.StagingLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes a stage once per workspace. One process at a time does the work, and every process
 * returns the result stored in the published artefact. Artefacts are verified by their checksums: a
 * damaged input is rejected, a damaged result is computed again.
 */
public final class StageArtifacts {
  private static final Logger LOG = LoggerFactory.getLogger(StageArtifacts.class);

  private static final Clock CLOCK = Clock.systemUTC();

  private final StageContext context;

  public StageArtifacts(StageContext context) {
    this.context = context;
  }

  /** The result stored with a complete artefact, which is computed first if there is none. */
  public TerminationMessage answer(Stage stage) throws IOException {
    StageLease leases = new StageLease(context);
    while (true) {
      Optional<TerminationMessage> kept = kept();
      if (kept.isPresent()) {
        return kept.get();
      }
      Optional<Lease> lease = leases.await(() -> kept().isPresent());
      if (lease.isPresent()) {
        Optional<TerminationMessage> computed = compute(stage, lease.get());
        if (computed.isPresent()) {
          return computed.get();
        }
      }
    }
  }

  /** Empty if another process took over because this one did not renew its lease. */
  private Optional<TerminationMessage> compute(Stage stage, Lease lease) throws IOException {
    try (lease) {
      Optional<TerminationMessage> kept = kept();
      return kept.isPresent() ? kept : Optional.of(timed(stage, lease));
    } catch (StagingLostException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      if (lease.checkLost() && !context.interrupted().getAsBoolean()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private TerminationMessage timed(Stage stage, Lease lease) throws IOException {
    Instant start = CLOCK.instant();
    boolean succeeded = false;
    try {
      BooleanSupplier stop = () -> context.interrupted().getAsBoolean() || lease.isLost();
      TerminationMessage answer = isCached() ? cached(stage, stop) : published(stage, stop);
      succeeded = true;
      return answer;
    } finally {
      TimeSpent.add(context, start, CLOCK.instant(), succeeded);
    }
  }

  /** Whether the result is in the cache of pseudo targets, with one file per image. */
  private boolean isCached() {
    return context.document().stage() == StageName.GENERATE;
  }

  private TerminationMessage cached(Stage stage, BooleanSupplier stop) throws IOException {
    verifyInputs();
    return stage.run(context.in(context.output(), stop));
  }

  private TerminationMessage published(Stage stage, BooleanSupplier stop) throws IOException {
    verifyInputs();
    Staging.removeUnless(context.artifact(), context.staging(), folder -> kept(folder).isPresent());
    Staging staging = Staging.takeOver(context.staging());
    stage.run(context.in(staging.folder(), stop));
    staging.publish(context.artifact());
    Staging.discardAll(context.staging());
    forgetCheckpoints();
    return kept()
        .orElseThrow(
            () ->
                new ArtifactException(
                    context.artifact() + " was removed as soon as it was complete"));
  }

  /** Publish verifies the files that it uploads itself, and reads no other inputs. */
  private void verifyInputs() throws IOException {
    if (context.document().stage() == StageName.PUBLISH) {
      return;
    }
    for (StageName name : context.document().upstream().keySet()) {
      Manifest.verified(context.input(name), file -> !file.startsWith(PreparedIndex.IMAGES));
    }
  }

  /** Empty for generate, which checks its cache first. */
  private Optional<TerminationMessage> kept() throws IOException {
    return isCached() ? Optional.empty() : kept(context.artifact());
  }

  private Optional<TerminationMessage> kept(Path artefact) throws IOException {
    if (!Manifest.isComplete(artefact)) {
      return Optional.empty();
    }
    try {
      TerminationMessage answer = answer(artefact);
      checkModel(answer, context.document().stage() == StageName.TRAIN ? artefact : trained());
      markAsUsed(artefact);
      return Optional.of(answer);
    } catch (ArtifactException e) {
      LOG.warn("{}: the stage runs again", e.getMessage());
      return Optional.empty();
    }
  }

  /** The removal of unused artefacts keeps what was used lately. */
  private static void markAsUsed(Path artefact) {
    try {
      Files.setLastModifiedTime(artefact.resolve(Manifest.FILE), FileTime.from(CLOCK.instant()));
    } catch (IOException e) {
      LOG.warn("cannot mark {} as used: {}", artefact, e.toString());
    }
  }

  private static TerminationMessage answer(Path artefact) throws IOException {
    Manifest.verified(artefact);
    return WorkspaceJson.read(
        artefact.resolve(WorkspaceLayout.RESULT), TerminationMessage::fromJson);
  }

  private @Nullable Path trained() {
    return context.document().stage() == StageName.EVALUATE ? context.input(StageName.TRAIN) : null;
  }

  /**
   * The reported model must be the stored one: the model that train wrote and evaluate measured.
   */
  private static void checkModel(TerminationMessage answer, @Nullable Path trained)
      throws IOException {
    String model = answer.digests().get(TerminationMessage.MODEL);
    if (trained != null && (model == null || !Manifest.read(trained).contains(model))) {
      throw new ArtifactException(
          "the model %s of stage %s is not in %s".formatted(model, answer.stage(), trained));
    }
  }

  /** Old checkpoints only use space; a process that lost its lease may still be writing one. */
  private void forgetCheckpoints() {
    StageDocument document = context.document();
    try {
      deleteTree(context.layout().checkpoints(document.stage(), document.key()));
    } catch (IOException e) {
      LOG.warn("cannot delete old checkpoints: {}", e.toString());
    }
  }

  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
