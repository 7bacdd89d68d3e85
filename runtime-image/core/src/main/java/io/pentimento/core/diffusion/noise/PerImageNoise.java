// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import io.pentimento.core.random.CounterNoise;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/**
 * Noise per image: the noise of an image does not depend on the other images of its batch.
 *
 * @param images one per image of the batch, in its order
 */
public record PerImageNoise(List<CounterNoise> images) implements NoiseSource {

  public PerImageNoise {
    images = List.copyOf(images);
  }

  /** The noise of images with these content digests. */
  public static PerImageNoise of(long seed, List<byte[]> digests) {
    return new PerImageNoise(digests.stream().map(d -> CounterNoise.of(seed, d)).toList());
  }

  @Override
  public Tensor normal(int step, Purpose purpose, long... shape) {
    if (shape[0] != images.size()) {
      throw new IllegalArgumentException(
          "the batch has %d images, but there is noise for %d".formatted(shape[0], images.size()));
    }
    Tensor noise = Tensor.zeros(shape);
    int each = noise.size() / images.size();
    for (int n = 0; n < images.size(); n++) {
      images.get(n).fill(noise.data(), n * each, each, step, purpose);
    }
    return noise;
  }
}
