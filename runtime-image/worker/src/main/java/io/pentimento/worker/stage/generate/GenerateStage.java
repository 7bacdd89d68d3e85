// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetChecks;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetMethod;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.core.artifact.Staging;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.ResultReason;
import io.pentimento.worker.dataset.MadeTarget;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.dataset.Quarantine;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the pseudo targets of the training images of this shard, one file per image, and skips
 * existing ones. The shard that finds all images processed completes the artefact.
 */
public final class GenerateStage implements Stage {
  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    Path prepared = context.input(StageName.PREPARE);
    PreparedIndex index = PreparedIndex.read(prepared);
    PseudoTargetCache cache = new PseudoTargetCache(context);
    requireQuorum(context, index, index.lost());
    List<Item> mine =
        wanted(context, index).stream()
            .filter(i -> belongsToShard(i, context.shard(), context.document().shards()))
            .toList();
    List<Item> missing = cache.missing(mine);
    if (!missing.isEmpty()) {
      ModelImages images = new ModelImages(prepared, index.size());
      if (settings(context).method() == PseudoTargetMethod.IMPORTED) {
        take(context, new ImportedTargets(index, images), cache, missing);
      } else {
        make(context, index, images, cache, mine.size(), missing);
      }
    }
    context.progress().update(mine.size(), mine.size(), cache.givenUp(mine).size(), "");
    if (wanted(context, index).stream().allMatch(cache::isKnown) && !isPublished(context)) {
      close(context, index, cache);
    }
    return answer(context, index, mine, cache);
  }

  private static PseudoTargetsSpec settings(StageContext context) {
    return ((StageParameters.Generate) context.document().parameters()).pseudoTargets();
  }

  /** Pseudo targets of the holdout are for the report only; they are not used for training. */
  private static List<Item> wanted(StageContext context, PreparedIndex index) {
    return settings(context).includeHoldout() ? index.images() : index.training();
  }

  private static boolean belongsToShard(Item item, int shard, int shards) {
    return new BigInteger(1, Digest.bytes(item.digest())).mod(BigInteger.valueOf(shards)).intValue()
        == shard;
  }

  private static void take(
      StageContext context, ImportedTargets imported, PseudoTargetCache cache, List<Item> missing)
      throws IOException {
    for (Item item : missing) {
      context.stopIfInterrupted();
      Optional<Tensor> target = imported.of(item);
      if (target.isPresent()) {
        cache.keep(item, new MadeTarget(target.get(), null));
      } else {
        cache.giveUp(item, "spec.pseudoTargets.source has no usable image named " + item.name());
      }
    }
  }

  private static void make(
      StageContext context,
      PreparedIndex index,
      ModelImages images,
      PseudoTargetCache cache,
      int total,
      List<Item> missing)
      throws IOException {
    PreparedModels models = new PreparedModels(images.artifact());
    try (PseudoTargetMaker maker =
            new PseudoTargetMaker(models, settings(context), images.size(), context.inference());
        TargetSelection selection = TargetSelection.open(context, index, images)) {
      make(
          context,
          new PseudoTargetBatch(context, selection.best(maker), images, cache),
          total,
          missing);
    }
  }

  private static void make(
      StageContext context, PseudoTargetBatch batch, int total, List<Item> missing)
      throws IOException {
    int size = BatchSize.of(settings(context), context.inference().device());
    int done = total - missing.size();
    context.progress().update(done, total, 0, "pseudo targets");
    for (int from = 0; from < missing.size(); from += size) {
      context.stopIfInterrupted();
      int to = Math.min(missing.size(), from + size);
      batch.make(missing.subList(from, to));
      done += to - from;
      context.progress().update(done, total, 0, "pseudo targets");
    }
  }

  /**
   * Counts the images of this shard; images that prepare could not use are counted by the first
   * shard.
   */
  private static TerminationMessage answer(
      StageContext context, PreparedIndex index, List<Item> mine, PseudoTargetCache cache)
      throws IOException {
    int lost = context.shard() == 0 ? index.lost().size() : 0;
    return success(context.document(), mine.size() + lost, cache.givenUp(mine).size() + lost);
  }

  private static TerminationMessage success(StageDocument document, int total, int failed) {
    return TerminationMessage.success(
        document.stage(), document.key(), new ItemCounts(total - failed, total, failed));
  }

  private static void close(StageContext context, PreparedIndex index, PseudoTargetCache cache)
      throws IOException {
    List<Rejected> quarantined = new ArrayList<>(index.lost());
    quarantined.addAll(cache.givenUp(wanted(context, index)));
    quarantined.addAll(failing(context, index, cache));
    requireQuorum(context, index, quarantined);
    TrainingTargets targets = TrainingTargets.of(context, index, cache, quarantined);
    publish(context, quarantined, targets, total(context, index));
  }

  /** Shards that finish at the same time find the same; the first one publishes it. */
  private static void publish(
      StageContext context, List<Rejected> quarantined, TrainingTargets targets, int total)
      throws IOException {
    Staging staging = Staging.begin(context.staging());
    try {
      targets.write(staging.folder(), quarantined);
      ResultFile.write(
          staging.folder().resolve(WorkspaceLayout.RESULT),
          success(context.document(), total, quarantined.size()));
      staging.publish(context.artifact());
    } finally {
      staging.discard();
    }
  }

  private static boolean isPublished(StageContext context) throws IOException {
    Staging.removeUnless(context.artifact(), context.staging(), Manifest::isIntact);
    return Manifest.isComplete(context.artifact());
  }

  /** Pseudo targets of the holdout are not checked: they are only shown. */
  private static List<Rejected> failing(
      StageContext context, PreparedIndex index, PseudoTargetCache cache) throws IOException {
    PseudoTargetChecks limits = settings(context).checks();
    if (limits == null) {
      return List.of();
    }
    ModelImages images = new ModelImages(context.input(StageName.PREPARE), index.size());
    return new TargetChecks(context, limits, index, images)
        .failing(cache.made(index.training()), cache);
  }

  /** The list of a failed stage, which has no artefact. */
  private static Path reports(StageContext context) {
    StageDocument document = context.document();
    return context.layout().progress(document.stage(), document.key());
  }

  private static int total(StageContext context, PreparedIndex index) {
    return wanted(context, index).size() + index.lost().size();
  }

  private static void requireQuorum(
      StageContext context, PreparedIndex index, List<Rejected> quarantined) throws IOException {
    double fraction = settings(context).minSuccessFraction();
    int total = total(context, index);
    if (total - quarantined.size() < fraction * total) {
      throw new StageFailure(
          FailureClass.DATA,
          ResultReason.TOO_FEW_PSEUDO_TARGETS,
          ("%d of %d images have no pseudo target, more than pseudoTargets.minSuccessFraction %s"
                  + " allows; see %s, then remove or replace the images or lower the fraction."
                  + " The first error: %s")
              .formatted(
                  quarantined.size(),
                  total,
                  fraction,
                  Quarantine.write(reports(context), quarantined),
                  quarantined.get(0).reason()));
    }
  }
}
