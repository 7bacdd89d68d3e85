// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.reason.ResultReason;
import io.pentimento.worker.runtime.ImageRecord;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.runtime.TargetScores;
import io.pentimento.worker.runtime.VerifiedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pseudo targets, and the failures of images without one, by image digest. */
public final class PseudoTargetCache {
  private final StageContext context;

  public PseudoTargetCache(StageContext context) {
    this.context = context;
  }

  public Path image(Item item) {
    return context
        .layout()
        .pseudoTarget(context.document().requiredPseudoTargetSettings(), item.digest());
  }

  private Path record(Item item) {
    return context
        .layout()
        .pseudoTargetRecord(context.document().requiredPseudoTargetSettings(), item.digest());
  }

  /** Whether the image has been processed. */
  public boolean isKnown(Item item) {
    return Files.exists(record(item));
  }

  /** The items that need work: new ones, and those whose pseudo target is damaged. */
  public List<Item> missing(List<Item> items) throws IOException {
    List<Item> missing = new ArrayList<>();
    for (Item item : items) {
      if (!isKnown(item) || !isWhole(item)) {
        missing.add(item);
      }
    }
    return missing;
  }

  private boolean isWhole(Item item) throws IOException {
    try {
      ImageRecord known = ImageRecord.read(record(item));
      String digest = known.digest();
      return known.failure() != null || (digest != null && VerifiedFile.is(image(item), digest));
    } catch (ArtifactException damaged) {
      return false;
    }
  }

  /** Writes the image first and its record last: a record implies that the image exists. */
  public void keep(Item item, MadeTarget target) throws IOException {
    byte[] png = ImageFiles.encodePng(target.image());
    AtomicFile.write(image(item), png);
    new ImageRecord(item.digest(), Digest.of(png), null, target.scores()).write(record(item));
  }

  public void giveUp(Item item, String why) throws IOException {
    new ImageRecord(item.digest(), null, why, null).write(record(item));
  }

  /**
   * The measurements of a selected pseudo target.
   *
   * @throws StageFailure if it was made without them
   */
  public TargetScores scores(Item item) throws IOException {
    TargetScores scores = ImageRecord.read(record(item)).scores();
    if (scores == null) {
      throw damaged(item);
    }
    return scores;
  }

  /** The failed items, with the reasons. */
  public List<Rejected> givenUp(List<Item> items) throws IOException {
    List<Rejected> givenUp = new ArrayList<>();
    for (Item item : items) {
      String why = isKnown(item) ? ImageRecord.read(record(item)).failure() : null;
      if (why != null) {
        givenUp.add(new Rejected(SourceName.DATASET.field(), item.name(), why));
      }
    }
    return givenUp;
  }

  /**
   * The items that have a pseudo target.
   *
   * @throws StageFailure if one is damaged
   */
  public List<Item> made(List<Item> items) throws IOException {
    List<Item> made = new ArrayList<>();
    for (Item item : items) {
      if (!isKnown(item) || !isWhole(item)) {
        throw damaged(item);
      }
      if (ImageRecord.read(record(item)).failure() == null) {
        made.add(item);
      }
    }
    return made;
  }

  /**
   * The training items: those with a pseudo target that passed the checks.
   *
   * @throws StageFailure if a pseudo target is damaged, or none exists
   */
  public List<Item> usable(List<Item> items) throws IOException {
    Set<String> leftOut = Quarantine.names(context.input(StageName.GENERATE));
    List<Item> usable =
        made(items).stream().filter(item -> !leftOut.contains(item.name())).toList();
    if (usable.isEmpty()) {
      throw new StageFailure(
          FailureClass.DATA,
          ResultReason.NO_PSEUDO_TARGETS,
          "no training image of stage %s has a pseudo target"
              .formatted(StageName.GENERATE.value()));
    }
    return usable;
  }

  private StageFailure damaged(Item item) {
    return new StageFailure(
        FailureClass.DATA,
        ResultReason.DAMAGED_ARTEFACT,
        "the pseudo target %s of %s is missing or was changed; delete the artefact %s to compute it again"
            .formatted(image(item), item.name(), context.input(StageName.GENERATE)));
  }
}
