// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.util.Locale;
import java.util.Optional;

/** The model that a spec requests. */
sealed interface WantedModel {

  /** The model is known. */
  record Known(ModelAddress address) implements WantedModel {}

  /** The spec refers to a job that has no accepted model now. */
  record Missing(Reason reason, String message) implements WantedModel {}

  static WantedModel of(RestorationServiceSpec spec, Optional<AdaptationJob> job) {
    String uri = spec.model().uri();
    return uri == null
        ? job.map(WantedModel::accepted).orElseGet(() -> noJob(spec))
        : new Known(new ModelAddress(uri, uri.substring(uri.indexOf('@') + 1)));
  }

  private static Missing noJob(RestorationServiceSpec spec) {
    String name = spec.model().jobRef() == null ? "" : spec.model().jobRef().name();
    return new Missing(
        WaitReason.JOB_NOT_FOUND,
        "spec.model.jobRef: AdaptationJob %s does not exist in this namespace; create it, or serve a published model by spec.model.uri"
            .formatted(name));
  }

  private static WantedModel accepted(AdaptationJob job) {
    AdaptationJobStatus status =
        Optional.ofNullable(job.getStatus()).orElseGet(AdaptationJobStatus::empty);
    Optional<String> digest =
        Optional.ofNullable(status.gate())
            .filter(gate -> gate.decision() == GateDecision.PASSED)
            .map(GateStatus::candidate);
    Optional<StageKey> train =
        status
            .stage(StageName.TRAIN)
            .filter(stage -> stage.state() == StageState.SUCCEEDED)
            .map(StageStatus::cacheKey)
            .map(StageKey::new);
    return job.getSpec() != null && digest.isPresent() && train.isPresent()
        ? new Known(new ModelAddress(artefact(job, train.get()), digest.get()))
        : new Missing(
            WaitReason.JOB_NOT_ACCEPTED,
            "AdaptationJob %s has no model whose gate passed: it is %s"
                .formatted(job.getMetadata().getName(), description(status)));
  }

  private static String description(AdaptationJobStatus status) {
    if (status.gate() != null && status.gate().decision() != GateDecision.PASSED) {
      return "rejected by its gate";
    }
    return status.phase() == null
        ? "new"
        : "in phase " + status.phase().name().toLowerCase(Locale.ROOT);
  }

  /** The graph that the job's own servers would use. */
  private static String artefact(AdaptationJob job, StageKey train) {
    boolean isModule = job.getSpec().restorer().architecture() == RestorerArchitecture.TORCH_SCRIPT;
    return "pvc://%s/%s/%s"
        .formatted(
            job.getSpec().workspace().persistentVolumeClaim().claimName(),
            WorkspaceLayout.artifactName(StageName.TRAIN, train),
            isModule ? "adapted.pt" : "adapted.onnx");
  }
}
