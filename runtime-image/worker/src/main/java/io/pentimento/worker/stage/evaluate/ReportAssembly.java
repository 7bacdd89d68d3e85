// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.Picture;
import io.pentimento.worker.report.Report;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.TimeSpent;
import io.pentimento.workflow.gate.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the content of the report. */
final class ReportAssembly {
  private static final int MOST_PICTURES = 24;
  private static final int MOST_PAIRS = 6;

  private final StageContext context;
  private final EvaluationSpec settings;
  private final @Nullable ServingModel serving;
  private final @Nullable String obstacle;
  private final PreparedIndex index;
  private final HoldoutImages holdout;

  /**
   * @param obstacle why the serving model is not compared; null if it is, or if none serves
   */
  ReportAssembly(
      StageContext context,
      StageParameters.Evaluate parameters,
      PreparedIndex index,
      HoldoutImages holdout,
      @Nullable String obstacle) {
    this.context = context;
    this.settings = parameters.evaluation();
    this.serving = parameters.serving();
    this.obstacle = obstacle;
    this.index = index;
    this.holdout = holdout;
  }

  Report of(List<MetricRow> rows, String model) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Item item : holdout.items().stream().limit(MOST_PICTURES).toList()) {
      pictures.add(picture(item));
    }
    for (Item item : index.training().stream().limit(MOST_PAIRS).toList()) {
      pair(item).ifPresent(pictures::add);
    }
    return new Report(
        context.document().job().name(),
        holdout.items().size(),
        settings.confidenceLevel(),
        rows,
        gate(rows, model),
        pictures,
        new PhotographPictures(context.input(StageName.PREPARE), index, holdout).all(),
        cost(),
        settings(),
        digests(model));
  }

  /** The gate by the same rules as the rollout decision, for information. */
  private GateStatus gate(List<MetricRow> rows, String model) {
    List<MetricResult> evidence = GateInput.of(rows, settings.gates());
    return Gate.evaluate(
        settings,
        evidence,
        model,
        holdout.items().size(),
        serving == null ? null : serving.digest());
  }

  private Map<String, String> cost() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Map.Entry<StageName, StageKey> stage : context.document().upstream().entrySet()) {
      TimeSpent spent = TimeSpent.on(context.layout(), stage.getKey(), stage.getValue());
      if (spent.processes() > 0) {
        shown.put(stage.getKey().value(), words(spent));
      }
    }
    holdout.time(Model.BASE).ifPresent(t -> shown.put("one image, base", millis(t)));
    holdout.time(Model.ADAPTED).ifPresent(t -> shown.put("one image, adapted", millis(t)));
    return shown;
  }

  private static String words(TimeSpent spent) {
    Duration lost = spent.all().minus(spent.useful());
    return "%d s in %d %s%s"
        .formatted(
            spent.useful().toSeconds(),
            spent.processes(),
            spent.processes() == 1 ? "process" : "processes",
            lost.toSeconds() == 0
                ? ""
                : ", and %d s in failed attempts".formatted(lost.toSeconds()));
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms, the median of the holdout";
  }

  private Picture picture(Item item) throws IOException {
    Map<String, byte[]> versions = new LinkedHashMap<>();
    versions.put("input", ImageFiles.encodePng(holdout.input(item)));
    versions.put("base", Files.readAllBytes(holdout.file(Model.BASE, item)));
    if (holdout.isRestoredBy(Model.SERVING)) {
      versions.put("serving", Files.readAllBytes(holdout.file(Model.SERVING, item)));
    }
    Optional<Path> target = holdout.pseudoTarget(item);
    if (target.isPresent()) {
      versions.put("pseudo target", Files.readAllBytes(target.get()));
    }
    versions.put("adapted", Files.readAllBytes(holdout.file(Model.ADAPTED, item)));
    holdout.truth(item).ifPresent(t -> versions.put("ground truth", ImageFiles.encodePng(t)));
    return new Picture(item.name(), versions);
  }

  /** The input and target of a training image; empty if the image has no pseudo target. */
  private Optional<Picture> pair(Item item) throws IOException {
    Optional<Path> target = holdout.pseudoTarget(item);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    Map<String, byte[]> versions = new LinkedHashMap<>();
    versions.put("input", ImageFiles.encodePng(holdout.input(item)));
    versions.put("pseudo target", Files.readAllBytes(target.get()));
    return Optional.of(new Picture("training image " + item.name(), versions));
  }

  private Map<String, String> settings() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("image size", index.size() + " × " + index.size() + " pixels");
    shown.put("training images", Integer.toString(index.training().size()));
    shown.put("holdout images", Integer.toString(holdout.items().size()));
    shown.put("unusable images", Integer.toString(index.quarantined().size()));
    shown.put("skipped files", Integer.toString(index.skipped().size()));
    shown.put("reference images", Integer.toString(index.reference().size()));
    if (obstacle != null) {
      shown.put("serving model", "not compared: " + obstacle);
    }
    context
        .document()
        .upstream()
        .forEach((stage, key) -> shown.put("key of " + stage.value(), key.hex()));
    shown.put("key of evaluate", context.document().key().hex());
    return shown;
  }

  private Map<String, String> digests(String model) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("adapted model", model);
    if (serving != null) {
      shown.put("serving model", serving.digest());
    }
    shown.putAll(context.document().digests());
    return shown;
  }
}
