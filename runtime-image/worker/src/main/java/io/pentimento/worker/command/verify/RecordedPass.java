package io.pentimento.worker.command.verify;

import io.pentimento.core.reference.CodeFormerPass;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/** What was fed to a network, and what came out of it there. */
record RecordedPass(List<Tensor> inputs, List<Expected> outputs) {

  /**
   * A recorded output.
   *
   * @param array its name in the file
   * @param output its name in our graph
   * @param whole numbers, such as codes, must be equal
   * @param stride of the pixels that were kept; 1 for all
   */
  record Expected(String array, Tensor values, String output, boolean whole, int stride) {

    static Expected image(String array, Tensor values) {
      return new Expected(array, values, "y", false, 1);
    }

    /** The part of our output that was recorded. */
    Tensor of(Tensor output) {
      return stride == 1 ? output : new CodeFormerPass(array, 0, true, stride).sampled(output);
    }
  }
}
