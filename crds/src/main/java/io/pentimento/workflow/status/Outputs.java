package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.status.OutputsStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;
import java.util.Optional;

/** Computes the paths of the results of finished stages. */
public final class Outputs {
  private Outputs() {}

  /**
   * @return null until training is done
   */
  public static OutputsStatus of(RestorerSpec restorer, List<StageResult> links) {
    String model =
        restorer.architecture() == RestorerArchitecture.TORCH_SCRIPT
            ? "adapted.pt"
            : "adapted.safetensors";
    Optional<String> weights = path(links, StageName.TRAIN, model);
    Optional<String> report = path(links, StageName.EVALUATE, "report.html");
    return weights.isEmpty() ? null : new OutputsStatus(weights.get(), report.orElse(null));
  }

  private static Optional<String> path(List<StageResult> links, StageName stage, String file) {
    return links.stream()
        .filter(link -> link.stage() == stage && link.isDone())
        .map(link -> WorkspaceLayout.artifactName(stage, link.key()) + "/" + file)
        .findFirst();
  }
}
