package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.stage.TerminationMessage;
import io.pentimento.stage.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a stage's artefact and those it builds on against their checksums: a damaged input is
 * refused, a damaged result is made again.
 */
final class StageArtifacts {
  private final StageContext context;

  StageArtifacts(StageContext context) {
    this.context = context;
  }

  /** The answer kept with a complete artefact, else that of the stage, which is run now. */
  TerminationMessage answer(Stage stage) throws IOException {
    Optional<TerminationMessage> kept = kept();
    if (kept.isPresent()) {
      return kept.get();
    }
    for (StageName name : context.document().upstream().keySet()) {
      Manifest.verified(context.input(name), file -> !file.startsWith(PreparedIndex.IMAGES));
    }
    return stage.run(context);
  }

  /** Nothing for generate: its result lies in the cache of pseudo targets, one file per image. */
  private Optional<TerminationMessage> kept() throws IOException {
    Path artefact = context.output();
    if (!Manifest.isComplete(artefact)) {
      return Optional.empty();
    }
    try {
      Manifest.verified(artefact);
      return context.document().stage() == StageName.GENERATE
          ? Optional.empty()
          : Optional.of(
              TerminationMessage.fromJson(
                  Files.readString(artefact.resolve(WorkspaceLayout.RESULT))));
    } catch (ArtifactException e) {
      System.err.println(e.getMessage() + ": the stage runs again");
      delete(artefact);
      return Optional.empty();
    }
  }

  /** The manifest first: what is being deleted is unfinished. */
  private static void delete(Path artefact) throws IOException {
    Files.deleteIfExists(artefact.resolve(Manifest.FILE));
    deleteTree(artefact);
  }

  static void deleteTree(Path folder) throws IOException {
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
