// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.reason.SourceReason;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.dataset.HoldoutImages;
import io.pentimento.worker.dataset.HoldoutImages.Model;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.metrics.HoldoutMetrics;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.ReportPage;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.ResultFile;
import io.pentimento.worker.runtime.Stage;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the base and the adapted model on the holdout, image by image, and the serving model if
 * there is one. Writes {@code metrics.json} for programs and {@code report.html} for users.
 */
public final class EvaluateStage implements Stage {
  private static final String METRICS = "metrics.json";
  private static final String REPORT = "report.html";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Override
  public TerminationMessage run(StageContext context) throws IOException {
    StageParameters.Evaluate parameters =
        (StageParameters.Evaluate) context.document().parameters();
    Path prepared = context.input(StageName.PREPARE);
    PreparedModels adapted = new PreparedModels(context.input(StageName.TRAIN));
    PreparedModels base = new PreparedModels(prepared);
    Files.createDirectories(context.output());
    PreparedIndex index = PreparedIndex.read(prepared);
    HoldoutImages holdout = holdout(context, index, parameters.serving());
    AdaptableRestorer restorer = AdaptableRestorer.prepared(prepared);
    Inference inference = context.inference();
    try (RestorerSession session = restorer.open(base, PreparedModels.RESTORER, inference)) {
      holdout.restore(Model.BASE, session);
    }
    String obstacle = restoreServing(context, parameters.serving(), restorer, holdout, index);
    String model = Digest.of(restorer.weights(adapted, PreparedModels.ADAPTED));
    holdout.keepOnly(Model.ADAPTED, model);
    try (RestorerSession session = restorer.open(adapted, PreparedModels.ADAPTED, inference)) {
      holdout.restore(Model.ADAPTED, session);
    }
    EvaluationSpec settings = parameters.evaluation();
    List<MetricRow> rows = new HoldoutMetrics(context, settings, index, holdout, base).rows();
    write(context, METRICS, metrics(parameters, holdout, rows, model));
    ReportAssembly report = new ReportAssembly(context, parameters, index, holdout, obstacle);
    write(
        context, REPORT, ReportPage.html(report.of(rows, model)).getBytes(StandardCharsets.UTF_8));
    return result(context, holdout.items().size(), rows, settings.gates(), model);
  }

  private static HoldoutImages holdout(
      StageContext context, PreparedIndex index, @Nullable ServingModel serving)
      throws IOException {
    ModelImages images = new ModelImages(context.input(StageName.PREPARE), index.size());
    HoldoutImages holdout = new HoldoutImages(context, index, images, serving == null ? 2 : 3);
    if (holdout.items().isEmpty()) {
      throw new StageFailure(
          FailureClass.DATA,
          SourceReason.NO_HOLDOUT,
          "there are no images for the evaluation; dataset.source needs at least two usable"
              + " images");
    }
    return holdout;
  }

  /** Why the serving model cannot be compared; null if it can, or if there is none. */
  private static @Nullable String restoreServing(
      StageContext context,
      @Nullable ServingModel serving,
      AdaptableRestorer restorer,
      HoldoutImages holdout,
      PreparedIndex index)
      throws IOException {
    return serving == null
        ? null
        : new Incumbent(context, serving, restorer)
            .restore(holdout, index.size(), context.inference());
  }

  private static byte[] metrics(
      StageParameters.Evaluate parameters,
      HoldoutImages holdout,
      List<MetricRow> rows,
      String model)
      throws IOException {
    Map<String, Long> times = new TreeMap<>();
    for (Model each : Model.values()) {
      holdout
          .time(each)
          .ifPresent(time -> times.put(each.name().toLowerCase(Locale.ROOT), time.toMillis()));
    }
    Map<String, Object> content = new TreeMap<>();
    content.put("model", model);
    content.put("millisecondsPerImage", times);
    content.put("metrics", rows);
    if (parameters.serving() != null) {
      content.put("serving", parameters.serving().digest());
    }
    return JSON.writeValueAsBytes(content);
  }

  private static void write(StageContext context, String name, byte[] content) throws IOException {
    AtomicFile.write(context.output().resolve(name), content);
  }

  private static TerminationMessage result(
      StageContext context, int images, List<MetricRow> rows, List<GateRule> gate, String model)
      throws IOException {
    TerminationMessage answer =
        MessageEvidence.add(
            TerminationMessage.success(
                    StageName.EVALUATE, context.document().key(), new ItemCounts(images, images, 0))
                .withDigests(Map.of(TerminationMessage.MODEL, model)),
            GateInput.of(rows, gate),
            gate);
    ResultFile.write(context.output().resolve(WorkspaceLayout.RESULT), answer);
    return answer;
  }
}
