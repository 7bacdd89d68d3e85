// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.List;
import java.util.stream.IntStream;

/** Extracts the images of an input. */
final class ImageSources {
  private ImageSources() {}

  /**
   * @throws InvalidInferenceException if shape and contents are not those of images
   */
  static List<ImageSource> of(InputTensor input) {
    if (input.type() == TensorType.BYTES) {
      return files(input);
    }
    Layout layout = Layout.of(input);
    checkCount(input);
    checkSamples(input);
    return IntStream.range(0, Math.toIntExact(input.shape().get(0)))
        .<ImageSource>mapToObj(index -> new SampledImage(input, layout, index))
        .toList();
  }

  private static List<ImageSource> files(InputTensor input) {
    boolean list = input.shape().size() == 1;
    boolean column = input.shape().size() == 2 && input.shape().get(1) == 1;
    if (!list && !column) {
      throw new InvalidInferenceException(
          "The input '%s' has the shape %s; encoded images must be [N] or [N, 1]."
              .formatted(input.name(), input.shape()));
    }
    checkCount(input);
    List<byte[]> files = ((TensorContents.Files) input.contents()).values();
    checkEqual(input, input.shape().get(0), files.size(), "elements");
    return IntStream.range(0, files.size())
        .<ImageSource>mapToObj(i -> new EncodedImage("image " + i, files.get(i)))
        .toList();
  }

  private static void checkCount(InputTensor input) {
    if (input.shape().get(0) < 1) {
      throw new InvalidInferenceException(
          "The input '%s' has the shape %s, which contains no image."
              .formatted(input.name(), input.shape()));
    }
  }

  private static void checkSamples(InputTensor input) {
    long expected = TensorShape.elements(input.name(), input.shape());
    if (input.contents() instanceof TensorContents.Floats floats) {
      checkEqual(input, expected, floats.values().length, "elements");
    } else {
      long given = ((TensorContents.Raw) input.contents()).bytes().remaining();
      checkEqual(input, expected * input.type().sampleBytes(), given, "bytes");
    }
  }

  private static void checkEqual(InputTensor input, long expected, long given, String unit) {
    if (expected != given) {
      throw new InvalidInferenceException(
          "The input '%s' with the shape %s needs %d %s; it has %d."
              .formatted(input.name(), input.shape(), expected, unit, given));
    }
  }
}
