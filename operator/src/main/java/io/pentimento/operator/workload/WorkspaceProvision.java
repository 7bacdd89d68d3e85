// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.model.RestorerArchitecture;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.operator.OperatorConfig;
import java.util.List;

/**
 * Models of a job: artefacts in its workspace, located by the key of train.
 *
 * @param claim name of the workspace's claim
 * @param isModule whether the models are TorchScript modules
 */
record WorkspaceProvision(String claim, boolean isModule) implements ModelProvision {

  static WorkspaceProvision of(AdaptationJob job) {
    return new WorkspaceProvision(
        job.getSpec().workspace().persistentVolumeClaim().claimName(),
        job.getSpec().restorer().architecture() == RestorerArchitecture.TORCH_SCRIPT);
  }

  @Override
  public String location() {
    return Labels.TRAIN_KEY;
  }

  @Override
  public String previousLocation() {
    return Labels.PREVIOUS_TRAIN_KEY;
  }

  @Override
  public ModelFiles files(ModelToServe model, OperatorConfig config) {
    return files(
        WorkspaceLayout.artifactName(StageName.TRAIN, new StageKey(model.location())), config);
  }

  /**
   * @param folder of the claim that has the model
   */
  ModelFiles files(String folder, OperatorConfig config) {
    return new ModelFiles(
        isModule ? config.torchScriptServerImage() : config.serverImage(),
        isModule ? ModelFiles.MODULE : ModelFiles.GRAPH,
        List.of(),
        List.of(Pods.claim(Pods.WORKSPACE, claim, true)),
        List.of(mount(folder)),
        List.of(),
        List.of());
  }

  private static VolumeMount mount(String folder) {
    return new VolumeMountBuilder()
        .withName(Pods.WORKSPACE)
        .withMountPath(ModelFiles.FOLDER)
        .withSubPath(folder)
        .withReadOnly(true)
        .build();
  }
}
