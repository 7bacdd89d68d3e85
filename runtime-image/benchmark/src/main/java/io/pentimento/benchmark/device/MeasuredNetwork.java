// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.device;

import io.pentimento.benchmark.Networks;
import io.pentimento.benchmark.Size;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The networks that are measured. */
enum MeasuredNetwork {
  UNET {
    @Override
    NetworkFile network(Size size) throws IOException {
      return Networks.prior(size);
    }

    @Override
    List<Tensor> inputs(Size size, int batch) {
      Tensor timesteps = Tensor.zeros(batch);
      Arrays.fill(timesteps.data(), 500);
      return List.of(images(size, batch), timesteps);
    }
  },
  SWINIR {
    @Override
    NetworkFile network(Size size) throws IOException {
      return Networks.restorer(size);
    }

    @Override
    List<Tensor> inputs(Size size, int batch) {
      return List.of(images(size, batch));
    }
  },
  CODEFORMER {
    @Override
    NetworkFile network(Size size) {
      return Networks.codeFormer(size);
    }

    @Override
    List<Tensor> inputs(Size size, int batch) {
      return List.of(images(size, batch), Tensor.of(new float[] {0.5f}));
    }
  };

  abstract NetworkFile network(Size size) throws IOException;

  /** Noise in [0, 1], and the other inputs of the network. */
  abstract List<Tensor> inputs(Size size, int batch);

  private static Tensor images(Size size, int batch) {
    Tensor images = Tensor.zeros(batch, 3, size.pixels(), size.pixels());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextDouble();
    }
    return images;
  }
}
