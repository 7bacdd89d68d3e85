// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/**
 * Volumes, init containers and variables of a server pod for one model.
 *
 * @param image of the server
 * @param graph name of the file that is served, in {@link #FOLDER}
 * @param environment further variables of the server
 * @param mounts of the server
 * @param deliveries init containers that provide or verify the files; empty if there are none
 * @param pullSecrets further secrets with which the node pulls images
 */
record ModelFiles(
    String image,
    String graph,
    List<EnvVar> environment,
    List<Volume> volumes,
    List<VolumeMount> mounts,
    List<Container> deliveries,
    List<LocalObjectReference> pullSecrets) {
  static final String FOLDER = "/model";
  static final String GRAPH = "adapted.onnx";
  static final String MODULE = "adapted.pt";

  ModelFiles {
    environment = List.copyOf(environment);
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
    deliveries = List.copyOf(deliveries);
    pullSecrets = List.copyOf(pullSecrets);
  }
}
