// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.status.OutputsStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes the paths of the results of finished stages. */
public final class Outputs {
  private Outputs() {}

  /**
   * @return null until training is done
   */
  public static @Nullable OutputsStatus of(RestorerSpec restorer, List<StageResult> results) {
    String model =
        restorer.architecture() == RestorerArchitecture.TORCH_SCRIPT
            ? "adapted.pt"
            : "adapted.safetensors";
    Optional<String> weights = path(results, StageName.TRAIN, model);
    Optional<String> report = path(results, StageName.EVALUATE, "report.html");
    return weights.isEmpty() ? null : new OutputsStatus(weights.get(), report.orElse(null));
  }

  private static Optional<String> path(List<StageResult> results, StageName stage, String file) {
    return results.stream()
        .filter(result -> result.stage() == stage && result.isDone())
        .map(result -> WorkspaceLayout.artifactName(stage, result.knownKey()) + "/" + file)
        .findFirst();
  }
}
