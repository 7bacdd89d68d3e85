// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.pentimento.api.v1alpha1.service.ModelDelivery;
import io.pentimento.api.v1alpha1.service.ModelFormat;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.service.ServiceFacesSpec;
import io.pentimento.operator.OperatorConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models of a service, located by a URI: a published image, or an artefact in a workspace.
 *
 * @param hasImageVolumes whether the cluster can mount images
 */
record ServiceProvision(RestorationServiceSpec spec, boolean hasImageVolumes)
    implements ModelProvision {
  private static final String FACES = "faces";
  private static final String DETECTOR = "/faces/detector.onnx";

  @Override
  public String location() {
    return Labels.MODEL_URI;
  }

  @Override
  public String previousLocation() {
    return Labels.PREVIOUS_MODEL_URI;
  }

  @Override
  public ModelFiles files(ModelToServe model, OperatorConfig config) {
    ModelFiles files =
        model.location().startsWith(ClaimPath.SCHEME)
            ? workspace(ClaimPath.parse(model.location()), config)
            : published(model, config);
    return spec.faces() == null ? files : withFaces(files, spec.faces());
  }

  private static ModelFiles workspace(ClaimPath path, OperatorConfig config) {
    return new WorkspaceProvision(path.claim(), path.path().endsWith(ModelFiles.MODULE))
        .files(path.folder(), config);
  }

  private ModelFiles published(ModelToServe model, OperatorConfig config) {
    boolean isModule = spec.model().format() == ModelFormat.TORCH_SCRIPT;
    String image = isModule ? config.torchScriptServerImage() : config.serverImage();
    boolean isMounted = hasImageVolumes && spec.model().delivery() == ModelDelivery.IMAGE_VOLUME;
    ModelDeliveryPod delivery =
        new ModelDeliveryPod(spec, model.location(), image, isMounted, config);
    return new ModelFiles(
        image,
        isModule ? ModelFiles.MODULE : ModelFiles.GRAPH,
        delivery.serverVariables(),
        delivery.volumes(),
        delivery.serverMounts(),
        List.of(delivery.container()),
        delivery.pullSecret().map(LocalObjectReference::new).stream().toList());
  }

  private static ModelFiles withFaces(ModelFiles files, ServiceFacesSpec faces) {
    ClaimPath detector = ClaimPath.parse(faces.detector().uri());
    Stream<EnvVar> minSize =
        Stream.ofNullable(faces.minSize())
            .map(size -> Pods.variable("PENTIMENTO_FACES_MIN_SIZE", String.valueOf(size)));
    return new ModelFiles(
        files.image(),
        files.graph(),
        Stream.of(
                files.environment().stream(),
                Stream.of(Pods.variable("PENTIMENTO_FACES_DETECTOR", DETECTOR)),
                minSize)
            .flatMap(variables -> variables)
            .toList(),
        append(files.volumes(), Pods.claim(FACES, detector.claim(), true)),
        append(files.mounts(), detectorMount(detector)),
        files.deliveries(),
        files.pullSecrets());
  }

  private static VolumeMount detectorMount(ClaimPath detector) {
    return new VolumeMountBuilder()
        .withName(FACES)
        .withMountPath(DETECTOR)
        .withSubPath(detector.path())
        .withReadOnly(true)
        .build();
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
