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
 * Ports of this machine that stand for those of pods. A pod has an address of its own on a cluster
 * and here has not, so its program is told to listen elsewhere.
 */
public final class Ports {
  /** By which Quarkus is told. */
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
