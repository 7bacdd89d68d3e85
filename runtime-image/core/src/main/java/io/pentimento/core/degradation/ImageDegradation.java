// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pentimento.core.image.folder.ImageDigest;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.Optional;

/** A random degradation of clean images. Immutable and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassicDegradation.class, name = "classic"),
  @JsonSubTypes.Type(value = CameraNoise.class, name = "camera-noise")
})
public sealed interface ImageDegradation permits ClassicDegradation, CameraNoise {
  /**
   * Degrades one image.
   *
   * @param image (1, 3, H, W), RGB in [0, 1]
   * @param random source of all random values; equal streams give equal results
   * @return an image of the same size, rounded to 8-bit levels
   */
  Tensor apply(Tensor image, CounterRandom random);

  /**
   * This degradation with the lengths that were given for images of 512 px scaled to another size.
   *
   * @param size side of the images in pixels
   */
  ImageDegradation scaledTo(int size);

  /** This degradation if it imitates a camera, whose parameters can be changed one by one. */
  Optional<CameraNoise> camera();

  /** Degrades an image with random values keyed by the seed and the image's content. */
  default Tensor apply(Tensor image, long seed) {
    return apply(image, new CounterRandom(seed, ImageDigest.of(image), 0));
  }
}
