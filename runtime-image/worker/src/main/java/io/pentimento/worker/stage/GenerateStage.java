package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.ItemCounts;
import io.pentimento.api.v1alpha1.PseudoTargetMethod;
import io.pentimento.api.v1alpha1.PseudoTargets;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.StageDocument;
import io.pentimento.stage.StageParameters;
import io.pentimento.stage.TerminationMessage;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Makes the pseudo target of every training image of this shard, one file per image, skipping those
 * that are there. The shard that finds all images done closes the artefact.
 */
final class GenerateStage implements Stage {

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    StageDocument document = context.document();
    PseudoTargets settings = ((StageParameters.Generate) document.parameters()).pseudoTargets();
    Path prepared = context.input(StageName.PREPARE);
    PreparedIndex index = PreparedIndex.read(prepared);
    Files.createDirectories(context.layout().pseudoTargets(document.pseudoTargetSettings()));
    List<Item> mine =
        wanted(index, settings).stream()
            .filter(i -> isMine(i, context.shard(), document.shards()))
            .toList();
    List<Item> missing = new ArrayList<>(mine.stream().filter(i -> !isDone(context, i)).toList());
    if (!missing.isEmpty()) {
      ModelImages images = new ModelImages(prepared, index.size());
      if (settings.method() == PseudoTargetMethod.IMPORTED) {
        take(context, new ImportedTargets(index, images), missing);
      } else {
        make(context, images, mine.size(), missing, settings);
      }
    }
    context.progress().update(mine.size(), mine.size(), failures(context, mine), "");
    return answer(context, index, mine, settings);
  }

  private static List<Item> wanted(PreparedIndex index, PseudoTargets settings) {
    return settings.includeHoldout() ? index.images() : index.training();
  }

  private static boolean isMine(Item item, int shard, int shards) {
    return new BigInteger(1, Digest.bytes(item.digest())).mod(BigInteger.valueOf(shards)).intValue()
        == shard;
  }

  private static Path record(StageContext context, Item item) {
    return context
        .layout()
        .pseudoTargetRecord(context.document().pseudoTargetSettings(), item.digest());
  }

  private static boolean isDone(StageContext context, Item item) {
    return Files.exists(record(context, item));
  }

  private static void take(StageContext context, ImportedTargets imported, List<Item> missing)
      throws IOException {
    for (Item item : missing) {
      context.stopIfInterrupted();
      Optional<Tensor> target = imported.of(item);
      if (target.isPresent()) {
        keep(context, item, target.get());
      } else {
        giveUp(context, item, "spec.pseudoTargets.source has no usable image named " + item.name());
      }
    }
  }

  private static void make(
      StageContext context,
      ModelImages images,
      int total,
      List<Item> missing,
      PseudoTargets settings)
      throws IOException {
    PreparedModels models = new PreparedModels(images.artifact());
    try (PseudoTargetMaker maker =
        new PseudoTargetMaker(models, settings, images.size(), context.threads())) {
      int done = total - missing.size();
      for (int from = 0; from < missing.size(); from += settings.batchSize()) {
        context.stopIfInterrupted();
        int to = Math.min(missing.size(), from + settings.batchSize());
        batch(context, maker, images, missing.subList(from, to));
        done += to - from;
        context.progress().update(done, total, 0, "pseudo targets");
      }
    }
  }

  private static void batch(
      StageContext context, PseudoTargetMaker maker, ModelImages images, List<Item> items)
      throws IOException {
    List<Item> readable = new ArrayList<>();
    List<Tensor> degraded = new ArrayList<>();
    for (Item item : items) {
      try {
        degraded.add(images.read(item));
        readable.add(item);
      } catch (ImageException e) {
        giveUp(context, item, e.getMessage());
      }
    }
    if (readable.isEmpty()) {
      return;
    }
    Tensor targets = sampled(context, maker, degraded, readable);
    for (int i = 0; i < readable.size(); i++) {
      keep(context, readable.get(i), targets.item(i));
    }
  }

  private static Tensor sampled(
      StageContext context, PseudoTargetMaker maker, List<Tensor> degraded, List<Item> items) {
    LoopListener stopping =
        new LoopListener() {
          @Override
          public boolean cancelled() {
            return context.interrupted().getAsBoolean();
          }
        };
    try {
      return maker.make(Tensor.batch(degraded), items, stopping);
    } catch (CancellationException e) {
      throw StageFailure.interrupted();
    }
  }

  private static void giveUp(StageContext context, Item item, String why) throws IOException {
    new ImageRecord(item.digest(), null, why).write(record(context, item));
  }

  /** The image first, its record last: a record promises the image. */
  private static void keep(StageContext context, Item item, Tensor target) throws IOException {
    byte[] png = ImageFiles.encodePng(target);
    Path file =
        context.layout().pseudoTarget(context.document().pseudoTargetSettings(), item.digest());
    AtomicFile.write(file, png);
    new ImageRecord(item.digest(), Digest.of(png), null).write(record(context, item));
  }

  private static int failures(StageContext context, List<Item> items) throws IOException {
    int failed = 0;
    for (Item item : items) {
      if (isDone(context, item) && ImageRecord.read(record(context, item)).failure() != null) {
        failed++;
      }
    }
    return failed;
  }

  private static TerminationMessage answer(
      StageContext context, PreparedIndex index, List<Item> mine, PseudoTargets settings)
      throws IOException {
    StageDocument document = context.document();
    List<Item> wanted = wanted(index, settings);
    boolean all = wanted.stream().allMatch(i -> isDone(context, i));
    List<Item> counted = all ? wanted : mine;
    int failed = failures(context, counted);
    if (all) {
      requireQuorum(counted.size(), failed, settings.minSuccessFraction());
    }
    ItemCounts items = new ItemCounts(counted.size() - failed, counted.size(), failed);
    TerminationMessage answer = TerminationMessage.success(document.stage(), document.key(), items);
    if (all) {
      Files.createDirectories(context.output());
      StageRunner.write(context.layout().result(document.stage(), document.key()), answer);
      Manifest.close(context.output());
    }
    return answer;
  }

  private static void requireQuorum(int total, int failed, double fraction) {
    if (total - failed < fraction * total) {
      throw new StageFailure(
          FailureClass.DATA,
          "TooFewPseudoTargets",
          ("%d of %d images have no pseudo target, more than pseudoTargets.minSuccessFraction %s"
                  + " allows; see the records beside the pseudo targets, then remove the images or"
                  + " lower the fraction")
              .formatted(failed, total, fraction));
    }
  }
}
