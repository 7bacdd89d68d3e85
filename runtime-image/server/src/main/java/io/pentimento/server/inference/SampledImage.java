// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.model.ImageMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One image of a tensor of FP32 or UINT8. */
record SampledImage(InputTensor input, Layout layout, int index) implements ImageSource {
  private static final int CHANNELS = 3;
  private static final float LEVELS = 255;

  /**
   * Tolerance: resizing can overshoot black and white slightly; samples from 0 to 255 are far
   * outside.
   */
  private static final float LOWEST = -0.5f;

  private static final float HIGHEST = 1.5f;

  private int height() {
    return layout.height(input.shape());
  }

  private int width() {
    return layout.width(input.shape());
  }

  @Override
  public long check(ImageBody images, ImageMemory memory, TensorType type) {
    long largest = memory.answer(height(), width(), type.sampleBytes());
    long given = (long) CHANNELS * height() * width() * input.type().sampleBytes();
    images.check(height(), width(), given + largest, memory);
    return largest;
  }

  @Override
  public Tensor decode(ImageBody images) {
    int pixels = height() * width();
    float[] samples = new float[CHANNELS * pixels];
    Samples given = samples(samples.length);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = checked(given.at(layout.offset(i, pixels)));
    }
    return Tensor.of(samples, 1, CHANNELS, height(), width());
  }

  private interface Samples {
    float at(int offset);
  }

  private Samples samples(int count) {
    int start = index * count;
    if (input.contents() instanceof TensorContents.Floats floats) {
      return offset -> floats.values()[start + offset];
    }
    ByteBuffer bytes = ((TensorContents.Raw) input.contents()).bytes().slice();
    return input.type() == TensorType.UINT8
        ? offset -> (bytes.get(start + offset) & 0xff) / LEVELS
        : floats(bytes, start);
  }

  private static Samples floats(ByteBuffer bytes, int start) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return offset -> bytes.getFloat((start + offset) * Float.BYTES);
  }

  private float checked(float sample) {
    if (!(sample >= LOWEST && sample <= HIGHEST)) {
      throw new InvalidInferenceException(
          ("Image %d of the input '%s' has the sample %s; samples of FP32 must be from 0 to 1."
                  + " Divide by 255, or send UINT8.")
              .formatted(index, input.name(), sample));
    }
    return sample;
  }
}
