// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import io.pentimento.core.reference.CodeFormerPass;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/** The inputs of a recorded forward pass, and its recorded outputs. */
record RecordedPass(List<Tensor> inputs, List<Expected> outputs) {

  /**
   * A recorded output.
   *
   * @param array name of the array in the file
   * @param output name of the output in the graph
   * @param whole whether values are integers, such as codes, which must be equal
   * @param stride of the recorded pixels; 1 for all pixels
   */
  record Expected(String array, Tensor values, String output, boolean whole, int stride) {

    static Expected image(String array, Tensor values) {
      return new Expected(array, values, "y", false, 1);
    }

    /** The part of the computed output that was recorded. */
    Tensor of(Tensor output) {
      return stride == 1 ? output : new CodeFormerPass(array, 0, true, stride).sampled(output);
    }
  }
}
