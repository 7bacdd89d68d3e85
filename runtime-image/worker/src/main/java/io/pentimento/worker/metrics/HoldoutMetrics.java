// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.contract.SourceName;
import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.metrics.BestBlur;
import io.pentimento.core.metrics.BestBlur.Labelled;
import io.pentimento.core.metrics.PairedMetric;
import io.pentimento.core.metrics.Psnr;
import io.pentimento.core.metrics.Ssim;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.metrics.niqe.NiqeParameters;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.MetricRow.ColourMatched;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the models on the holdout, by every metric whose inputs exist. */
public final class HoldoutMetrics {
  /** Substitute for the infinite PSNR of equal images. */
  private static final double GREATEST_PSNR = 100;

  private static final int NIQE_PATCH = 96;

  /** NIQE's blocks have at least 16 pixels, and an image must contain two in each direction. */
  public static final int SMALLEST_FOR_NIQE = 32;

  private static final int LARGEST_BLUR_SET = 64;

  private final StageContext context;
  private final EvaluationSpec settings;
  private final PreparedIndex index;
  private final HoldoutImages holdout;
  private final PreparedModels models;

  public HoldoutMetrics(
      StageContext context,
      EvaluationSpec settings,
      PreparedIndex index,
      HoldoutImages holdout,
      PreparedModels models) {
    this.context = context;
    this.settings = settings;
    this.index = index;
    this.holdout = holdout;
    this.models = models;
  }

  /**
   * Measures every chosen metric.
   *
   * @throws StageFailure if the manifest requests a metric whose inputs do not exist
   */
  public List<MetricRow> rows() throws IOException {
    List<MetricRow> rows = new ArrayList<>();
    int images = holdout.items().size();
    try (FaceMetrics faces = faces()) {
      for (Metric metric : new MetricChoice(index, models).of(settings.metrics())) {
        context.stopIfInterrupted();
        context
            .progress()
            .update(holdout.steps() - images, holdout.steps(), 0, "measuring " + metric);
        rows.add(row(metric, faces));
      }
    }
    return rows;
  }

  private FaceMetrics faces() {
    return new FaceMetrics(
        images(holdout.items()),
        new ScoringNetworks(models.folder()).file(SourceName.EVALUATION_FACE_DETECTOR));
  }

  private MetricRow row(Metric metric, FaceMetrics faces) throws IOException {
    return switch (metric) {
      case PSNR -> paired(metric, Psnr.PLAIN).withColourMatched(matched(Psnr.COLOUR_MATCHED));
      case SSIM -> paired(metric, Ssim.PLAIN).withColourMatched(matched(Ssim.COLOUR_MATCHED));
      case LPIPS -> perceptual();
      case NIQE -> natural();
      case FID, KID -> sets(metric);
      case CONSISTENCY -> judged().consistency();
      case IDENTITY ->
          judged()
              .identity()
              .withExtractor(
                  extractor(
                      requireNonNull(settings.identityNetwork()).name(),
                      SourceName.IDENTITY_NETWORK));
      case QUALITY ->
          judged()
              .quality()
              .withExtractor(
                  extractor(
                      requireNonNull(settings.qualityNetwork()).name(),
                      SourceName.QUALITY_NETWORK));
      case FACES_DETECTED ->
          faces.detected().withExtractor(extractor("ONNX", SourceName.EVALUATION_FACE_DETECTOR));
      case LANDMARK_DISTANCE ->
          faces
              .landmarkDistance()
              .withExtractor(extractor("ONNX", SourceName.EVALUATION_FACE_DETECTOR));
    };
  }

  private MetricRow perceptual() throws IOException {
    Path weights = models.weights(PreparedModels.PERCEPTUAL);
    try (PerceptualMetric lpips =
        new PerceptualMetric(weights, index.size(), context.inference())) {
      return paired(Metric.LPIPS, lpips)
          .withExtractor(extractor(lpips.network(), SourceName.PERCEPTUAL_NETWORK));
    }
  }

  private MetricRow paired(Metric metric, PairedMetric measure) {
    List<Item> labelled = holdout.labelled();
    ImageMetrics images = images(labelled);
    BestBlur blur = BestBlur.find(pairs(labelled), measure, BestBlur.SIGMAS);
    ImageVariants.Value value = (image, item) -> compared(measure, image, item);
    double[] blurred =
        images.versions().each(value, item -> Filter.gaussian(holdout.input(item), blur.sigma()));
    return images.row(metric, value).withBlur(MetricMeasurement.mean(blurred), blur.sigma());
  }

  private ColourMatched matched(PairedMetric measure) {
    ImageVariants.Value value = (image, item) -> compared(measure, image, item);
    ImageVariants versions = new ImageVariants(holdout, holdout.labelled());
    return new ColourMatched(
        MetricMeasurement.mean(versions.each(value, holdout::input)),
        MetricMeasurement.mean(versions.each(value, item -> holdout.restored(Model.BASE, item))),
        MetricMeasurement.mean(
            versions.each(value, item -> holdout.restored(Model.ADAPTED, item))));
  }

  private List<Labelled> pairs(List<Item> labelled) {
    return labelled.stream()
        .limit(LARGEST_BLUR_SET)
        .map(item -> new Labelled(holdout.input(item), holdout.truth(item).orElseThrow()))
        .toList();
  }

  private double compared(PairedMetric measure, Tensor image, Item item) {
    return Math.min(GREATEST_PSNR, measure.value(image, holdout.truth(item).orElseThrow()));
  }

  private MetricRow natural() {
    int patch = niqePatch(index.size());
    Niqe niqe = new Niqe(NiqeParameters.fit(reference(), patch, "dataset.reference"));
    return images(holdout.items()).row(Metric.NIQE, (image, item) -> niqe.value(image));
  }

  /**
   * Side length of NIQE's blocks: the published 96 pixels, or less for images that contain fewer
   * than two.
   */
  public static int niqePatch(int size) {
    return Math.min(NIQE_PATCH, size / 4 * 2);
  }

  private NoReferenceMetrics judged() {
    return new NoReferenceMetrics(
        images(holdout.items()),
        settings,
        new ScoringNetworks(models.folder()),
        context.inference().onnx());
  }

  private ImageMetrics images(List<Item> items) {
    return new ImageMetrics(
        new ImageVariants(holdout, items), settings.confidenceLevel(), settings.minImages());
  }

  private MetricRow sets(Metric metric) {
    Path extractor = models.folder().resolve(PreparedModels.EXTRACTOR);
    return new SetMetrics(
            new ImageVariants(holdout, holdout.items()),
            extractor,
            context.inference().onnx(),
            settings.confidenceLevel())
        .row(metric, reference())
        .withExtractor(extractor("ONNX", SourceName.FEATURE_EXTRACTOR));
  }

  private String extractor(String network, SourceName source) {
    String digest = context.document().digests().get(source.field());
    return digest == null ? network : network + ", " + digest;
  }

  /** Images are decoded one at a time, on demand. */
  private Iterable<Tensor> reference() {
    ModelImages images = new ModelImages(models.folder(), index.size());
    return () -> index.reference().stream().map(images::read).iterator();
  }
}
