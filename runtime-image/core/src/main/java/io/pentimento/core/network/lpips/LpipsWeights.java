// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.lpips;

import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recognises the weights of an {@link Lpips} and derives its size. */
public final class LpipsWeights {
  private static final int[] LAST_CONVS = {2, 7, 14, 21, 28};

  private LpipsWeights() {}

  /** The network for these weights, from the width of each slice's last convolution. */
  public static Lpips network(StateDict weights) {
    List<Integer> widths = new ArrayList<>();
    for (int index : LAST_CONVS) {
      String name = "features." + index + ".weight";
      if (!weights.contains(name)) {
        break;
      }
      widths.add((int) weights.get(name).dim(0));
    }
    return new Lpips(widths);
  }

  /**
   * Whether the distance can be called LPIPS: the backbone has VGG16's layout. Whether its values
   * are the published ones cannot be determined from the weights; reports contain the digest.
   */
  public static boolean isPublishedLayout(StateDict weights) {
    return network(weights).widths().equals(Lpips.vgg16().widths());
  }

  /** The convolutions, without heads and classifier. */
  public static StateDict backbone(StateDict weights) {
    Map<String, Tensor> kept = new LinkedHashMap<>();
    weights.names().stream()
        .filter(name -> name.startsWith("features."))
        .forEach(name -> kept.put(name, weights.get(name)));
    return StateDict.of(kept);
  }

  /**
   * Keeps the tensors that the network needs; the classifier of a VGG16 is dropped.
   *
   * @throws CheckpointMismatch if the backbone or a head is missing; the message names the tensor
   */
  public static StateDict checked(StateDict weights) {
    weights.get("features." + LAST_CONVS[0] + ".weight");
    Map<String, Tensor> kept = new LinkedHashMap<>();
    int slices = network(weights).widths().size();
    for (int k = 0; k < slices; k++) {
      String head = "lin" + k + ".model.1.weight";
      kept.put(head, weights.get(head));
    }
    kept.putAll(backbone(weights).tensors());
    return StateDict.of(kept);
  }
}
