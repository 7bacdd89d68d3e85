// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares the tensors of a checkpoint with those of a network. */
public final class ShapeCheck {
  private ShapeCheck() {}

  /**
   * Whether the tensor is a SwinIR buffer that follows from the window size. Networks compute these
   * buffers, so that a checkpoint may lack them or contain them in another shape.
   */
  public static boolean isComputedBuffer(String name) {
    return name.endsWith("relative_position_index") || name.endsWith("attn_mask");
  }

  /**
   * Does nothing if exactly the expected tensors exist with the expected shapes.
   *
   * @param expected shapes by name, without a common prefix
   * @throws CheckpointMismatch otherwise; lists all differences
   */
  public static void require(StateDict weights, Map<String, long[]> expected) {
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          if (isComputedBuffer(name)) {
            return;
          }
          if (!weights.contains(name)) {
            missing.add(name);
          } else if (!Arrays.equals(weights.get(name).shape(), shape)) {
            misshapen.add(
                "%s is %s, expected %s"
                    .formatted(
                        name, Arrays.toString(weights.get(name).shape()), Arrays.toString(shape)));
          }
        });
    List<String> unexpected =
        weights.names().stream()
            .filter(name -> !expected.containsKey(name) && !isComputedBuffer(name))
            .toList();
    if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
      throw new CheckpointMismatch(missing, unexpected, misshapen);
    }
  }
}
