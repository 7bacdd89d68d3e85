// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.pentimento.integration.cluster.api.PodLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for the content of claims, of pods' volumes and of logs. */
public record Storage(Path root) {
  public Path claim(String namespace, String name) throws IOException {
    return Files.createDirectories(root.resolve("claims").resolve(namespace).resolve(name));
  }

  Path pod(String uid) throws IOException {
    return Files.createDirectories(root.resolve("pods").resolve(uid));
  }

  public PodLogs logs() {
    return new PodLogs(root.resolve("logs"));
  }
}
