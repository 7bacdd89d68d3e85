package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.Evaluation;
import io.pentimento.api.v1alpha1.Metric;
import io.pentimento.core.image.Filter;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.metrics.BestBlur;
import io.pentimento.core.metrics.BestBlur.Labelled;
import io.pentimento.core.metrics.Niqe;
import io.pentimento.core.metrics.NiqeParameters;
import io.pentimento.core.metrics.PairedMetric;
import io.pentimento.core.metrics.Psnr;
import io.pentimento.core.metrics.Ssim;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceName;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.stage.Holdout.Model;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** Measures both models on the holdout by every metric whose inputs are there. */
final class HoldoutMetrics {
  /** Equal images have no finite PSNR. */
  private static final double GREATEST_PSNR = 100;

  private static final int NIQE_PATCH = 96;
  private static final int LARGEST_BLUR_SET = 64;

  private final StageContext context;
  private final Evaluation settings;
  private final PreparedIndex index;
  private final Holdout holdout;
  private final ModelImages images;
  private final PreparedModels models;

  HoldoutMetrics(
      StageContext context,
      Evaluation settings,
      PreparedIndex index,
      Holdout holdout,
      PreparedModels models) {
    this.context = context;
    this.settings = settings;
    this.index = index;
    this.holdout = holdout;
    this.images = new ModelImages(models.folder(), index.size());
    this.models = models;
  }

  List<MetricRow> rows() throws IOException {
    List<MetricRow> rows = new ArrayList<>();
    for (Metric metric : chosen()) {
      context.stopIfInterrupted();
      context
          .progress()
          .update(
              2L * holdout.items().size(), 3L * holdout.items().size(), 0, "measuring " + metric);
      rows.add(row(metric));
    }
    return rows;
  }

  /**
   * @throws StageFailure if the manifest asks for a metric that cannot be had
   */
  private Set<Metric> chosen() {
    Set<Metric> possible = EnumSet.noneOf(Metric.class);
    for (Metric metric : Metric.values()) {
      if (missing(metric) == null) {
        possible.add(metric);
      }
    }
    for (Metric asked : settings.metrics() == null ? List.<Metric>of() : settings.metrics()) {
      if (missing(asked) != null) {
        throw new StageFailure(
            FailureClass.USER_ERROR,
            "MetricUnavailable",
            "spec.evaluation.metrics asks for %s, which needs %s".formatted(asked, missing(asked)));
      }
    }
    if (settings.metrics() != null) {
      possible.retainAll(settings.metrics());
    }
    return possible;
  }

  /** What a metric lacks, or null. */
  private String missing(Metric metric) {
    if (metric.needsGroundTruth() && holdout.labelled().isEmpty()) {
      return "dataset.groundTruth with the names of the holdout's images";
    }
    if (metric.needsReference() && index.reference().size() < 2) {
      return "at least two images in dataset.reference";
    }
    if (metric.needsPerceptualNetwork()
        && !Files.exists(models.weights(PreparedModels.PERCEPTUAL))) {
      return "fineTuning.perceptualNetwork";
    }
    if (metric.needsFeatureExtractor() && !Files.exists(extractor())) {
      return "evaluation.featureExtractor";
    }
    return metric.needsFeatureExtractor() && holdout.items().size() < 2
        ? "at least two images in the holdout"
        : null;
  }

  private Path extractor() {
    return models.folder().resolve(PrepareStage.EXTRACTOR);
  }

  private MetricRow row(Metric metric) throws IOException {
    return switch (metric) {
      case PSNR -> paired(metric, Psnr.PLAIN);
      case SSIM -> paired(metric, Ssim.PLAIN);
      case LPIPS -> perceptual();
      case NIQE -> natural();
      case FID, KID -> sets(metric);
    };
  }

  private MetricRow perceptual() throws IOException {
    Path weights = models.weights(PreparedModels.PERCEPTUAL);
    try (PerceptualMetric lpips = new PerceptualMetric(weights, index.size(), context.threads())) {
      return paired(Metric.LPIPS, lpips)
          .withExtractor(extractor(lpips.network(), SourceName.PERCEPTUAL_NETWORK));
    }
  }

  private MetricRow paired(Metric metric, PairedMetric measure) {
    List<Item> items = holdout.labelled();
    Measurement m =
        new Measurement(
            metric,
            each(items, i -> compared(measure, holdout.restored(Model.BASE, i), i)),
            each(items, i -> compared(measure, holdout.restored(Model.ADAPTED, i), i)),
            each(items, i -> compared(measure, holdout.input(i), i)));
    List<Labelled> pairs =
        items.stream()
            .limit(LARGEST_BLUR_SET)
            .map(i -> new Labelled(holdout.input(i), holdout.truth(i).orElseThrow()))
            .toList();
    BestBlur blur = BestBlur.find(pairs, measure, BestBlur.SIGMAS);
    double blurred =
        Measurement.mean(
            each(
                items, i -> compared(measure, Filter.gaussian(holdout.input(i), blur.sigma()), i)));
    return new MetricRow(
        m.result(settings.confidenceLevel()),
        Measurement.mean(m.input()),
        pseudoTargets(items, (target, i) -> compared(measure, target, i)),
        blurred,
        blur.sigma(),
        slices(items).of(m),
        slices(items).worst(m));
  }

  private Slices slices(List<Item> items) {
    return new Slices(items, settings.confidenceLevel(), settings.minImages());
  }

  /** The mean over the pseudo targets of these images; null unless every image has one. */
  private Double pseudoTargets(List<Item> items, ToDoubleBiFunction<Tensor, Item> value) {
    return items.stream().allMatch(i -> holdout.pseudoTarget(i).isPresent())
        ? Measurement.mean(each(items, i -> value.applyAsDouble(pseudoTarget(i), i)))
        : null;
  }

  private Tensor pseudoTarget(Item item) {
    return ImageFiles.read(holdout.pseudoTarget(item).orElseThrow());
  }

  private double compared(PairedMetric measure, Tensor image, Item item) {
    return Math.min(GREATEST_PSNR, measure.value(image, holdout.truth(item).orElseThrow()));
  }

  private MetricRow natural() {
    int patch = Math.min(NIQE_PATCH, index.size() / 4 * 2);
    Niqe niqe = new Niqe(NiqeParameters.fit(reference(), patch, "dataset.reference"));
    List<Item> items = holdout.items();
    Measurement m =
        new Measurement(
            Metric.NIQE,
            each(items, i -> niqe.value(holdout.restored(Model.BASE, i))),
            each(items, i -> niqe.value(holdout.restored(Model.ADAPTED, i))),
            each(items, i -> niqe.value(holdout.input(i))));
    return new MetricRow(
        m.result(settings.confidenceLevel()),
        Measurement.mean(m.input()),
        pseudoTargets(items, (target, i) -> niqe.value(target)),
        null,
        null,
        slices(items).of(m),
        slices(items).worst(m));
  }

  private MetricRow sets(Metric metric) {
    try (OnnxFeatures features = new OnnxFeatures(extractor(), context.threads())) {
      List<Item> items = holdout.items();
      SetMeasurement m =
          new SetMeasurement(
              metric,
              features.features(read(items, i -> holdout.restored(Model.BASE, i))),
              features.features(read(items, i -> holdout.restored(Model.ADAPTED, i))),
              features.features(reference()));
      return new MetricRow(
              m.result(settings.confidenceLevel()), null, null, null, null, List.of(), List.of())
          .withExtractor(extractor("ONNX", SourceName.FEATURE_EXTRACTOR));
    }
  }

  private String extractor(String network, SourceName source) {
    String digest = context.document().digests().get(source.field());
    return digest == null ? network : network + ", " + digest;
  }

  /** Decoded one at a time, when they are asked for. */
  private Iterable<Tensor> reference() {
    return read(index.reference(), images::read);
  }

  private static Iterable<Tensor> read(
      List<Item> items, java.util.function.Function<Item, Tensor> load) {
    return () -> items.stream().map(load).iterator();
  }

  private static double[] each(List<Item> items, ToDoubleFunction<Item> value) {
    return items.stream().mapToDouble(value).toArray();
  }
}
