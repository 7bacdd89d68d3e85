package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.Evaluation;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.Picture;
import io.pentimento.worker.report.Report;
import io.pentimento.worker.stage.Holdout.Model;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the report shows. */
final class ReportAssembly {
  private static final int MOST_PICTURES = 24;
  private static final int MOST_PAIRS = 6;

  private final StageContext context;
  private final Evaluation settings;
  private final PreparedIndex index;
  private final Holdout holdout;

  ReportAssembly(StageContext context, Evaluation settings, PreparedIndex index, Holdout holdout) {
    this.context = context;
    this.settings = settings;
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
        settings.gate(),
        pictures,
        settings(),
        digests(model));
  }

  private Picture picture(Item item) throws IOException {
    Map<String, byte[]> versions = new LinkedHashMap<>();
    versions.put("input", ImageFiles.encodePng(holdout.input(item)));
    versions.put("base", Files.readAllBytes(holdout.file(Model.BASE, item)));
    Optional<Path> target = holdout.pseudoTarget(item);
    if (target.isPresent()) {
      versions.put("pseudo target", Files.readAllBytes(target.get()));
    }
    versions.put("adapted", Files.readAllBytes(holdout.file(Model.ADAPTED, item)));
    holdout.truth(item).ifPresent(t -> versions.put("ground truth", ImageFiles.encodePng(t)));
    return new Picture(item.name(), versions);
  }

  /** What the model learned from; empty where the image was given up. */
  private Optional<Picture> pair(Item item) throws IOException {
    Optional<Path> target = holdout.pseudoTarget(item);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    Map<String, byte[]> versions = new LinkedHashMap<>();
    versions.put("input", ImageFiles.encodePng(holdout.input(item)));
    versions.put("pseudo target", Files.readAllBytes(target.get()));
    return Optional.of(new Picture("trained on " + item.name(), versions));
  }

  private Map<String, String> settings() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("image size", index.size() + " × " + index.size() + " pixels");
    shown.put("images trained on", Integer.toString(index.training().size()));
    shown.put("images measured on", Integer.toString(holdout.items().size()));
    shown.put("images unusable", Integer.toString(index.quarantined().size()));
    shown.put("clean images for reference", Integer.toString(index.reference().size()));
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
    shown.putAll(context.document().digests());
    return shown;
  }
}
