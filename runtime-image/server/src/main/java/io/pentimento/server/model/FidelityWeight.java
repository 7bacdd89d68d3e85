// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The weight w that a model can take in addition to its image, a scalar from 0 to 1. */
public final class FidelityWeight {
  private static final String INPUT = "w";

  private FidelityWeight() {}

  /** Whether the model takes one. */
  public static boolean isTakenBy(OnnxSession session) {
    List<Port> inputs = session.inputs();
    return inputs.size() == 2
        && inputs.get(1).name().equals(INPUT)
        && inputs.get(1).shape().length == 0;
  }

  /**
   * The default for requests without a weight.
   *
   * @param configured takes precedence over the value recorded with the model
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public static double otherwise(OptionalDouble configured, Map<String, String> metadata) {
    if (configured.isPresent()) {
      return checked("pentimento.model.fidelity-weight", configured.getAsDouble());
    }
    String recorded = metadata.get(CodeFormerFile.FIDELITY_WEIGHT);
    return recorded == null
        ? CodeFormer.DEFAULT_W
        : checked(CodeFormerFile.FIDELITY_WEIGHT, Double.parseDouble(recorded));
  }

  /** Validates that the weight is from 0 to 1. */
  public static double checked(String name, double w) {
    if (!(w >= 0 && w <= 1)) {
      throw new IllegalArgumentException("%s is %s; it must be from 0 to 1.".formatted(name, w));
    }
    return w;
  }
}
