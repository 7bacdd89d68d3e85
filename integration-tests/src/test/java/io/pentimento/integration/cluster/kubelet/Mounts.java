// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Maps paths in a container to paths on this machine. A process sees this machine's files; paths in
 * its arguments and variables are therefore replaced, as a whole argument or after {@code =}.
 *
 * @param places by path in the container
 */
record Mounts(Map<String, Path> places) {

  /**
   * @param volumes folders by the names of volumes
   * @param terminationLog the file behind the container's termination message path
   */
  static Mounts of(Container container, Map<String, Path> volumes, Path terminationLog) {
    Map<String, Path> places = new HashMap<>();
    for (VolumeMount mount : container.getVolumeMounts()) {
      Path volume = volumes.get(mount.getName());
      places.put(
          mount.getMountPath(),
          mount.getSubPath() == null ? volume : volume.resolve(mount.getSubPath()));
    }
    if (container.getTerminationMessagePath() != null) {
      places.put(container.getTerminationMessagePath(), terminationLog);
    }
    return new Mounts(Map.copyOf(places));
  }

  String translate(String argument) {
    return pattern().matcher(argument).replaceAll(this::place);
  }

  private Pattern pattern() {
    String paths =
        places.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<=^|=)(?:" + paths + ")(?=/|$)");
  }

  private String place(MatchResult path) {
    return Matcher.quoteReplacement(places.get(path.group()).toString());
  }
}
