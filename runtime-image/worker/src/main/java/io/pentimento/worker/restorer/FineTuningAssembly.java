// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import ai.djl.ndarray.NDManager;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.finetuning.OptimizerSpec;
import io.pentimento.api.v1alpha1.finetuning.TrainingPrecision;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.training.data.EpochOrder;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.data.ItemOrder;
import io.pentimento.training.data.WeightedOrder;
import io.pentimento.training.djl.ProductFormat;
import io.pentimento.training.finetune.Compatibility;
import io.pentimento.training.finetune.FineTuningConfig;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.finetune.FineTunings;
import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.finetune.LossWeights;
import io.pentimento.training.finetune.PairedBatches;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.RestorerFineTuning;
import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning;
import io.pentimento.training.finetune.codeformer.CodeLossWeights;
import io.pentimento.training.finetune.codeformer.CodePairs;
import io.pentimento.training.finetune.codeformer.CodeStore;
import io.pentimento.training.finetune.codeformer.CodeTuningConfig;
import io.pentimento.training.finetune.codeformer.TargetCodes;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.CosineSchedule;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.LearningRateSchedule;
import io.pentimento.training.optimizer.StepSchedule;
import io.pentimento.training.script.ScriptModule;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.dataset.TargetWeights;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Assembles the fine-tuning of a manifest from prepared models, images and pseudo targets. */
public final class FineTuningAssembly {
  private final StageContext context;
  private final FineTuningSpec settings;
  private final Path prepared;
  private final PreparedIndex index;

  public FineTuningAssembly(StageContext context, FineTuningSpec settings, Path prepared)
      throws IOException {
    this.context = context;
    this.settings = settings;
    this.prepared = prepared;
    this.index = PreparedIndex.read(prepared);
  }

  FineTuningSpec settings() {
    return settings;
  }

  /** The models of prepare. */
  PreparedModels models() {
    return new PreparedModels(prepared);
  }

  /** Fine-tuning with losses on images (docs/method.md, section 5.1). */
  RestorerFineTuning onImages(NDManager manager, SwinIr network, StateDict weights)
      throws IOException {
    FineTuningConfig config = config();
    return new FineTunings(manager, config, products())
        .of(network, weights, perceptual(manager), opponent(), batches(config));
  }

  /** Fine-tuning of a CodeFormer with losses on codes (docs/method.md, section 4.4). */
  FineTuningTask onCodes(NDManager manager, CodeFormer network, StateDict weights)
      throws IOException {
    CodeTuningConfig config =
        new CodeTuningConfig(
            completed(settings.batchSize(), "batchSize"),
            settings.microBatchSize(),
            new CodeLossWeights(
                completed(settings.losses().codeCrossEntropy(), "codeCrossEntropy"),
                completed(settings.losses().codeFeature(), "codeFeature")),
            restorerLearner().withoutAverageWarmUp(),
            settings.seed());
    Pairs pairs = pairs();
    // The manager owns its memory and frees it.
    CodeEncoder encoder = new CodeEncoder(manager, network.vqgan(), weights);
    TargetCodes targets = new TargetCodes(encoder, pairs.targets(), keptCodes(pairs));
    return new CodeFormerFineTuning(
        manager,
        network,
        weights,
        config,
        new CodePairs(pairs.degraded(), targets, order(pairs), config),
        products());
  }

  /** Beside the checkpoints; deleted with them when the training has finished. */
  private CodeStore keptCodes(Pairs pairs) {
    StageDocument document = context.document();
    Path folder = context.layout().checkpoints(document.stage(), document.key()).resolve("codes");
    return CodeStore.files(folder, i -> pairs.items().get(i).digest().replace(':', '-'));
  }

  /** As above, for the parameters of a TorchScript module. */
  RestorerFineTuning onImages(NDManager manager, ScriptModule module, PixelValueRange range)
      throws IOException {
    FineTuningConfig config = config();
    return new FineTunings(manager, config)
        .of(module, range, perceptual(manager), opponent(), batches(config));
  }

  private ProductFormat products() {
    return settings.effectivePrecision() == TrainingPrecision.BFLOAT16
        ? ProductFormat.BFLOAT16
        : ProductFormat.FLOAT32;
  }

  private FineTuningConfig config() {
    var discriminator = settings.discriminator();
    return new FineTuningConfig(
        completed(settings.iterations(), "iterations"),
        completed(settings.batchSize(), "batchSize"),
        settings.microBatchSize(),
        new LossWeights(
            completed(settings.losses().l1(), "l1"),
            settings.lpipsWeight(),
            completed(settings.losses().gan(), "gan")),
        restorerLearner(),
        learner(
            discriminator.betas(),
            discriminator.weightDecay(),
            cosine(discriminator.learningRate(), discriminator.learningRate()),
            OptionalDouble.empty()),
        settings.seed(),
        new Compatibility(
            settings.compatibility().sumPerceptualLoss(),
            settings.compatibility().leakGeneratorGradients()));
  }

  /** The optimiser settings of the restorer, for all losses. */
  LearnerConfig restorerLearner() {
    OptimizerSpec optimizer = settings.optimizer();
    return learner(
        completed(optimizer.betas(), "betas"),
        optimizer.weightDecay(),
        optimizer.milestones() == null
            ? cosine(
                completed(optimizer.learningRate(), "learningRate"),
                completed(optimizer.minLearningRate(), "minLearningRate"))
            : new StepSchedule(
                completed(optimizer.learningRate(), "learningRate"), optimizer.milestones(), 0.5),
        settings.emaDecay() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(settings.emaDecay()));
  }

  /** A field whose default depends on the architecture: {@link FineTuningSpec#completedFor}. */
  static <T> T completed(@Nullable T value, String field) {
    return requireNonNull(value, field);
  }

  private LearningRateSchedule cosine(double max, double min) {
    return new CosineSchedule(max, min, completed(settings.iterations(), "iterations"), 0);
  }

  private static LearnerConfig learner(
      List<Double> betas,
      double weightDecay,
      LearningRateSchedule schedule,
      OptionalDouble emaDecay) {
    return new LearnerConfig(
        new AdamWConfig(betas.get(0), betas.get(1), 1e-8, weightDecay),
        schedule,
        OptionalDouble.empty(),
        emaDecay);
  }

  private Optional<PerceptualDistance> perceptual(NDManager manager) throws IOException {
    if (settings.lpipsWeight() == 0) {
      return Optional.empty();
    }
    StateDict weights = Safetensors.read(models().weights(PreparedModels.PERCEPTUAL));
    return Optional.of(new PerceptualDistance(manager, LpipsWeights.network(weights), weights));
  }

  /** A discriminator with random weights, as in the paper. */
  private Optional<Opponent> opponent() {
    if (completed(settings.losses().gan(), "gan") == 0) {
      return Optional.empty();
    }
    var discriminator = settings.discriminator();
    double penalty = requireNonNullElse(discriminator.gradientPenalty(), 0.0);
    return Optional.of(Opponent.fresh(discriminator.channels(), penalty, settings.seed()));
  }

  private PairedBatches batches(FineTuningConfig config) throws IOException {
    Pairs pairs = pairs();
    List<Item> reference = index.reference();
    ModelImages images = new ModelImages(prepared, index.size());
    ImageSource real =
        reference.isEmpty()
            ? pairs.targets()
            : new ImageSource(reference.size(), i -> images.read(reference.get(i)));
    return new PairedBatches(pairs.degraded(), pairs.targets(), real, order(pairs), config);
  }

  /** Each pair once per epoch, or by the weights of the selection. */
  private ItemOrder order(Pairs pairs) throws IOException {
    Map<String, Double> weights = TargetWeights.read(context.input(StageName.GENERATE));
    List<Item> items = pairs.items();
    return weights.isEmpty()
        ? new EpochOrder(items.size(), settings.seed())
        : new WeightedOrder(
            items.stream().mapToDouble(item -> weights.getOrDefault(item.name(), 0.0)).toArray(),
            settings.seed());
  }

  /** Degraded images and their pseudo targets, in the same order. */
  private record Pairs(List<Item> items, ImageSource degraded, ImageSource targets) {}

  private Pairs pairs() throws IOException {
    ModelImages images = new ModelImages(prepared, index.size());
    PseudoTargetCache cache = new PseudoTargetCache(context);
    List<Item> usable = cache.usable(index.training());
    return new Pairs(
        usable,
        new ImageSource(usable.size(), i -> images.read(usable.get(i))),
        new ImageSource(usable.size(), i -> ImageFiles.read(cache.image(usable.get(i)))));
  }
}
