// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.OutputsStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.PlanAction;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.PlannedStage;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A status with every field at the length it may reach. */
final class StatusSamples {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String TIME = "2026-11-24T00:00:00Z";
  private static final String SENTENCE = "what happened and what to do. ".repeat(8);

  private StatusSamples() {}

  static AdaptationJobStatus full() {
    return new AdaptationJobStatus(
        7L,
        conditions(),
        Phase.GENERATING,
        new Progress(42, 3600L, TIME),
        Collections.nCopies(
            8,
            new SourceStatus(
                "evaluation.featureExtractor", "s3://a/" + "b".repeat(200), DIGEST, 70000)),
        Arrays.stream(StageName.values()).map(StatusSamples::stage).toList(),
        new GateStatus(GateDecision.INCONCLUSIVE, DIGEST, 500, results(), DIGEST),
        new ModelStatus(DIGEST, DIGEST, "oci://registry.example/" + "v".repeat(200) + "@" + DIGEST),
        new ServingStatus("http://night-cctv.default.svc:8080", DIGEST, 2, 2, SENTENCE),
        new OutputsStatus(
            "artifacts/train/" + DIGEST + "/adapted.safetensors",
            "artifacts/evaluate/" + DIGEST + "/report.html"),
        new UsageStatus(123456.789, TIME),
        new PlanStatus(
            Collections.nCopies(
                4, new PlannedStage(StageName.TRAIN, PlanAction.RUN, SENTENCE, 3600L, SENTENCE)),
            Collections.nCopies(6, SENTENCE),
            36000L));
  }

  private static List<Condition> conditions() {
    return Stream.of(
            "Ready Serving Complete Failed Suspended Stalled Reconciling SourcesResolved QuotaReserved"
                .split(" "),
            "PseudoTargetsReady Trained Evaluated GatePassed Approved Published RolledOut"
                .split(" "))
        .flatMap(Arrays::stream)
        .map(StatusSamples::condition)
        .toList();
  }

  private static Condition condition(String type) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("Unknown")
        .withReason("PreRunningDeadlineExceeded")
        .withMessage(SENTENCE)
        .withLastTransitionTime(TIME)
        .withObservedGeneration(7L)
        .build();
  }

  private static StageStatus stage(StageName name) {
    return new StageStatus(
        name,
        DIGEST,
        "night-cctv-" + name + "-0123456789",
        3,
        2,
        1,
        137,
        new ItemCounts(1000, 70000, 12),
        StageState.RUNNING,
        "WaitingForQuota",
        SENTENCE,
        TIME,
        TIME);
  }

  private static List<MetricResult> results() {
    return Arrays.stream(Metric.values())
        .map(m -> new MetricResult(m, 5.25, 4.75, 0.095, 0.01, 0.2, 0.02, GateDecision.PASSED))
        .flatMap(result -> Stream.of(result, result.againstServing()))
        .toList();
  }
}
