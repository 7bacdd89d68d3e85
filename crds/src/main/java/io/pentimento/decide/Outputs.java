package io.pentimento.decide;

import io.pentimento.api.v1alpha1.OutputsStatus;
import io.pentimento.api.v1alpha1.Restorer;
import io.pentimento.api.v1alpha1.RestorerArchitecture;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.stage.WorkspaceLayout;
import java.util.List;
import java.util.Optional;

/** Where the results of finished stages are. */
final class Outputs {
  private Outputs() {}

  /**
   * @return null until training is done
   */
  static OutputsStatus of(Restorer restorer, List<Link> links) {
    String model =
        restorer.architecture() == RestorerArchitecture.TORCH_SCRIPT
            ? "adapted.pt"
            : "adapted.safetensors";
    Optional<String> weights = path(links, StageName.TRAIN, model);
    Optional<String> report = path(links, StageName.EVALUATE, "report.html");
    return weights.isEmpty() ? null : new OutputsStatus(weights.get(), report.orElse(null));
  }

  private static Optional<String> path(List<Link> links, StageName stage, String file) {
    return links.stream()
        .filter(link -> link.stage() == stage && link.isDone())
        .map(link -> WorkspaceLayout.artifactName(stage, link.key()) + "/" + file)
        .findFirst();
  }
}
