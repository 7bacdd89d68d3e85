// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Creates a pod's volumes: folders by volume name. */
record Volumes(KubernetesClient client, Storage storage) {

  Map<String, Path> of(Pod pod) throws IOException, NotStarted {
    Map<String, Path> folders = new HashMap<>();
    for (Volume volume : pod.getSpec().getVolumes()) {
      folders.put(volume.getName(), folder(pod, volume));
    }
    return folders;
  }

  private Path folder(Pod pod, Volume volume) throws IOException, NotStarted {
    String namespace = pod.getMetadata().getNamespace();
    if (volume.getPersistentVolumeClaim() != null) {
      return storage.claim(namespace, volume.getPersistentVolumeClaim().getClaimName());
    }
    Path own = storage.pod(pod.getMetadata().getUid()).resolve("volumes").resolve(volume.getName());
    Files.createDirectories(own);
    if (volume.getConfigMap() != null) {
      write(namespace, volume.getConfigMap().getName(), own);
    } else if (volume.getDownwardAPI() != null) {
      for (DownwardAPIVolumeFile item : volume.getDownwardAPI().getItems()) {
        Files.writeString(own.resolve(item.getPath()), PodFields.value(pod, item.getFieldRef()));
      }
    } else if (volume.getEmptyDir() == null) {
      throw new IllegalArgumentException("not simulated: " + volume);
    }
    return own;
  }

  private void write(String namespace, String name, Path folder) throws IOException, NotStarted {
    ConfigMap content = client.configMaps().inNamespace(namespace).withName(name).get();
    if (content == null) {
      throw new NotStarted("ContainerCreating", "configmap \"%s\" not found".formatted(name));
    }
    for (Map.Entry<String, String> file : content.getData().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
