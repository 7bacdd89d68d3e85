// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the GPUs, or slices of one, of a container. Plugins that share a GPU also name its memory
 * and cores, such as {@code nvidia.com/gpumem}; these are parts of a GPU that is counted by itself.
 */
public final class GpuResources {
  private static final Pattern GPU = Pattern.compile("nvidia\\.com/.+|.+/gpu.*");
  private static final Pattern PART_OF_A_GPU =
      Pattern.compile(".*/(gpu[-.]?(mem|core).*|priority)");

  private GpuResources() {}

  /** Limits of extended resources of GPU vendors, by name; a claim of a device counts as one. */
  public static double gpus(@Nullable ResourceRequirements resources) {
    if (resources == null) {
      return 0;
    }
    Map<String, Quantity> limits = Objects.requireNonNullElse(resources.getLimits(), Map.of());
    double named =
        limits.entrySet().stream()
            .filter(limit -> isGpu(limit.getKey()))
            .mapToDouble(limit -> limit.getValue().getNumericalAmount().doubleValue())
            .sum();
    return named + Objects.requireNonNullElse(resources.getClaims(), List.of()).size();
  }

  private static boolean isGpu(String name) {
    return GPU.matcher(name).matches() && !PART_OF_A_GPU.matcher(name).matches();
  }
}
