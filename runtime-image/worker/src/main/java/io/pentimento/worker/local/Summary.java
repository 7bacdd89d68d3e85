// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.reason.SourceReason;
import io.pentimento.workflow.promotion.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The summary of a finished job: metrics, decision, report and URL. */
final class Summary {
  private Summary() {}

  static List<String> of(AdaptationJobStatus status, WorkspaceLayout layout) {
    List<String> lines = new ArrayList<>();
    if (status.gate() != null) {
      addTable(lines, status.gate());
    }
    status.stages().stream()
        .filter(stage -> stage.state() == StageState.FAILED)
        .forEach(stage -> lines.add(stage.name() + " failed: " + stage.message()));
    status.stages().stream()
        .filter(stage -> SourceReason.DATASET_NOT_ALIGNED.is(stage.reason()))
        .forEach(stage -> lines.add("warning of " + stage.name() + ": " + stage.message()));
    status
        .stage(StageName.EVALUATE)
        .filter(stage -> stage.state() == StageState.SUCCEEDED)
        .map(StageStatus::cacheKey)
        .map(key -> layout.artifact(StageName.EVALUATE, new StageKey(key)))
        .ifPresent(artefact -> lines.add("report  " + artefact.resolve("report.html")));
    if (status.model() != null && status.model().published() != null) {
      lines.add("model   " + status.model().published());
    }
    status
        .stage(StageName.SERVE)
        .filter(stage -> Approval.isNeeded(stage.reason()))
        .flatMap(stage -> Optional.ofNullable(status.gate()))
        .ifPresent(
            gate ->
                lines.add(
                    "approve the model to serve it: add the annotation %s: %s to the manifest, and run it again"
                        .formatted(AdaptationJob.APPROVED_DIGEST, gate.candidate())));
    if (status.serving() != null) {
      lines.add("server  " + status.serving().url());
      lines.add(
          "        curl --data-binary @picture.png -H 'Content-Type: image/png' "
              + status.serving().url()
              + "/v1/restore -o restored.png");
    }
    return lines;
  }

  private static void addTable(List<String> lines, GateStatus gate) {
    lines.add("metric                    base   adapted   better by   interval            gate");
    gate.metrics().forEach(row -> lines.add(row(row)));
    lines.add(
        "gate    %s%s"
            .formatted(
                gate.decision().name().toLowerCase(Locale.ROOT),
                gate.images() == null ? "" : ", measured on " + gate.images() + " images"));
  }

  private static String row(MetricResult row) {
    return String.format(
        Locale.ROOT,
        "%-20s %9s %9s %11s   %-18s  %s",
        row.displayName(),
        number(row.base()),
        number(row.adapted()),
        percent(row.improvement()),
        row.lower() == null ? "-" : percent(row.lower()) + " … " + percent(row.upper()),
        row.decision() == null
            ? ""
            : row.decision().name().toLowerCase(Locale.ROOT)
                + ", required: "
                + percent(row.required()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }

  private static String percent(@Nullable Double fraction) {
    return fraction == null ? "-" : String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
  }
}
