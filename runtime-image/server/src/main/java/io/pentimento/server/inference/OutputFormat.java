// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.failure.InvalidInferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The format of returned images. */
record OutputFormat(TensorType type, Layout layout) {
  /** The name of the output parameter that selects the type. */
  static final String DATATYPE = "datatype";

  private static final int CHANNELS = 3;

  /**
   * The format of the input, unless the output requests another one.
   *
   * @param input with the layout of samples; BYTES imply NCHW
   */
  static OutputFormat of(InputTensor input, Parameters parameters, String output) {
    TensorType type =
        parameters.text(DATATYPE).map(name -> TensorType.of(name, output)).orElse(input.type());
    Layout given = input.type() == TensorType.BYTES ? Layout.NCHW : Layout.of(input);
    return new OutputFormat(
        type, parameters.text(Layout.PARAMETER).map(Layout::parse).orElse(given));
  }

  /** The restored image (1, 3, H, W) as {@link OutputTensor#images} holds it. */
  byte[] encode(Tensor image) {
    return switch (type) {
      case BYTES -> ImageFiles.encodePng(image);
      case UINT8 -> levels(image);
      case FP32 -> floats(image);
    };
  }

  private byte[] levels(Tensor image) {
    int pixels = image.size() / CHANNELS;
    byte[] bytes = new byte[image.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[layout.offset(i, pixels)] = (byte) EightBit.level(image.data()[i]);
    }
    return bytes;
  }

  private byte[] floats(Tensor image) {
    int pixels = image.size() / CHANNELS;
    ByteBuffer bytes =
        ByteBuffer.allocate(image.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < image.size(); i++) {
      bytes.putFloat(layout.offset(i, pixels) * Float.BYTES, image.data()[i]);
    }
    return bytes.array();
  }

  /**
   * @throws InvalidInferenceException if images of different sizes would have to be in one tensor
   */
  OutputTensor tensor(String name, List<RestoredImage> images) {
    List<byte[]> contents = images.stream().map(RestoredImage::contents).toList();
    if (type == TensorType.BYTES) {
      return new OutputTensor(name, type, List.of((long) images.size()), contents);
    }
    RestoredImage first = images.get(0);
    if (!images.stream().allMatch(first::hasSizeOf)) {
      throw new InvalidInferenceException(
          "The images have different sizes; request the output as BYTES, or send them one by one.");
    }
    List<Long> shape = layout.shape(images.size(), first.height(), first.width());
    return new OutputTensor(name, type, shape, contents);
  }
}
