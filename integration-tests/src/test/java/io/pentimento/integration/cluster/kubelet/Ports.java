// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Maps ports of pods to ports of this machine. Pods have no address of their own here, so that
 * their programs must listen on other ports.
 */
public final class Ports {
  /** The environment variable with which Quarkus sets its port. */
  static final String VARIABLE = "QUARKUS_HTTP_PORT";

  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  public Optional<Integer> of(Pod pod, Container container) {
    return container.getPorts().isEmpty()
        ? Optional.empty()
        : Optional.of(known.computeIfAbsent(pod.getMetadata().getUid(), uid -> free()));
  }

  public Optional<Integer> of(Pod pod) {
    return Optional.ofNullable(known.get(pod.getMetadata().getUid()));
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }
}
