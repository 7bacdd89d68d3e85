package io.pentimento.worker.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.api.v1alpha1.ItemCounts;
import io.pentimento.api.v1alpha1.PseudoTargets;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.StageDocument;
import io.pentimento.stage.StageParameters;
import io.pentimento.stage.TerminationMessage;
import io.pentimento.worker.stage.PreparedIndex.Item;
import io.pentimento.worker.stage.PreparedIndex.Rejected;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the pseudo target of every training image of this shard, one file per image, skipping those
 * that are there. The shard that finds all images done closes the artefact.
 */
final class GenerateStage implements Stage {
  /** Images without a pseudo target, with the reasons; in the artefact. */
  static final String QUARANTINED = "quarantined.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    Path prepared = context.input(StageName.PREPARE);
    PreparedIndex index = PreparedIndex.read(prepared);
    PseudoTargetCache cache = new PseudoTargetCache(context);
    requireQuorum(context, index, index.lost());
    List<Item> mine =
        index.training().stream()
            .filter(i -> isMine(i, context.shard(), context.document().shards()))
            .toList();
    List<Item> missing = cache.missing(mine);
    if (!missing.isEmpty()) {
      try (PseudoTargetMaker maker =
          new PseudoTargetMaker(
              new PreparedModels(prepared), settings(context), index.size(), context.threads())) {
        ModelImages images = new ModelImages(prepared, index.size());
        make(context, new PseudoTargetBatch(context, maker, images, cache), mine.size(), missing);
      }
    }
    context.progress().update(mine.size(), mine.size(), cache.givenUp(mine).size(), "");
    if (index.training().stream().allMatch(cache::isKnown)) {
      close(context, index, cache);
    }
    return answer(context, index, mine, cache);
  }

  private static PseudoTargets settings(StageContext context) {
    return ((StageParameters.Generate) context.document().parameters()).pseudoTargets();
  }

  private static boolean isMine(Item item, int shard, int shards) {
    return new BigInteger(1, Digest.bytes(item.digest())).mod(BigInteger.valueOf(shards)).intValue()
        == shard;
  }

  private static void make(
      StageContext context, PseudoTargetBatch batch, int total, List<Item> missing)
      throws IOException {
    int size = settings(context).batchSize();
    int done = total - missing.size();
    for (int from = 0; from < missing.size(); from += size) {
      context.stopIfInterrupted();
      int to = Math.min(missing.size(), from + size);
      batch.make(missing.subList(from, to));
      done += to - from;
      context.progress().update(done, total, 0, "pseudo targets");
    }
  }

  /** Speaks of this shard; the images that prepare could not use are counted with the first. */
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
    quarantined.addAll(cache.givenUp(index.training()));
    requireQuorum(context, index, quarantined);
    list(context, quarantined);
    StageDocument document = context.document();
    StageRunner.write(
        context.layout().result(document.stage(), document.key()),
        success(document, total(index), quarantined.size()));
    Manifest.close(context.output());
  }

  private static int total(PreparedIndex index) {
    return index.training().size() + index.lost().size();
  }

  private static Path list(StageContext context, List<Rejected> quarantined) throws IOException {
    Path list = context.output().resolve(QUARANTINED);
    AtomicFile.write(list, JSON.writeValueAsBytes(quarantined));
    return list;
  }

  private static void requireQuorum(
      StageContext context, PreparedIndex index, List<Rejected> quarantined) throws IOException {
    double fraction = settings(context).minSuccessFraction();
    int total = total(index);
    if (total - quarantined.size() < fraction * total) {
      throw new StageFailure(
          FailureClass.DATA,
          "TooFewPseudoTargets",
          ("%d of %d images have no pseudo target, more than pseudoTargets.minSuccessFraction %s"
                  + " allows; see %s, then remove or replace the images or lower the fraction."
                  + " The first one: %s")
              .formatted(
                  quarantined.size(),
                  total,
                  fraction,
                  list(context, quarantined),
                  quarantined.get(0).reason()));
    }
  }
}
