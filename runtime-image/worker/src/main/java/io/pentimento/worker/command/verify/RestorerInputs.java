// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkVisitor;
import io.pentimento.core.network.file.SwinIrFile;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Converts images to the inputs of a restorer.
 *
 * @param span from black to white in its output
 * @param image from (1, 3, H, W) in [0, 1] to the size and range of the network
 * @param others inputs after the image
 */
record RestorerInputs(double span, UnaryOperator<Tensor> image, List<Tensor> others) {

  /**
   * The inputs of a network.
   *
   * @throws IllegalArgumentException if it is not a restorer
   */
  static RestorerInputs of(NetworkFile network) {
    return network.accept(new OfNetwork());
  }

  List<Tensor> inputs(Tensor given) {
    return Stream.concat(Stream.of(image.apply(given)), others.stream()).toList();
  }

  private static final class OfNetwork implements NetworkVisitor<RestorerInputs> {
    @Override
    public RestorerInputs uNet(UNetFile prior) {
      throw new IllegalArgumentException("--images requires a restorer; use --arrays for a prior");
    }

    @Override
    public RestorerInputs swinIr(SwinIrFile restorer) {
      return new RestorerInputs(1, UnaryOperator.identity(), List.of());
    }

    @Override
    public RestorerInputs codeFormer(CodeFormerFile restorer) {
      int size = restorer.config().imgSize();
      Tensor w = Tensor.of(new float[] {(float) CodeFormer.DEFAULT_W});
      return new RestorerInputs(2, given -> centred(Resize.cubic(given, size, size)), List.of(w));
    }

    private static Tensor centred(Tensor image) {
      for (int i = 0; i < image.size(); i++) {
        image.data()[i] = 2 * image.data()[i] - 1;
      }
      return image;
    }
  }
}
