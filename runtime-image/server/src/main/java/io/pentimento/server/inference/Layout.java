// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.List;

/** The order of the dimensions of an image tensor. */
public enum Layout {
  /** Image, channel, row, column. */
  NCHW(1, 2, 3),
  /** Image, row, column, channel. */
  NHWC(3, 1, 2);

  /** The name of the parameter of an input that declares the layout. */
  static final String PARAMETER = "layout";

  private static final int CHANNELS = 3;

  private final int channelAxis;
  private final int heightAxis;
  private final int widthAxis;

  Layout(int channelAxis, int heightAxis, int widthAxis) {
    this.channelAxis = channelAxis;
    this.heightAxis = heightAxis;
    this.widthAxis = widthAxis;
  }

  /**
   * The layout of an input: the declared one, otherwise the one for which its shape has three
   * channels.
   *
   * @throws InvalidInferenceException if the shape is not that of RGB images in this layout
   */
  static Layout of(InputTensor input) {
    Layout layout = declared(input);
    if (!layout.fits(input.shape())) {
      throw new InvalidInferenceException(
          "The input '%s' has the shape %s; images must be [N, 3, H, W] or [N, H, W, 3]."
              .formatted(input.name(), input.shape()));
    }
    return layout;
  }

  private static Layout declared(InputTensor input) {
    return input
        .parameters()
        .text(PARAMETER)
        .map(Layout::parse)
        .orElseGet(() -> NHWC.fits(input.shape()) && !NCHW.fits(input.shape()) ? NHWC : NCHW);
  }

  static Layout parse(String name) {
    try {
      return valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidInferenceException(
          "The parameter 'layout' is '%s'; it must be NCHW or NHWC.".formatted(name));
    }
  }

  private boolean fits(List<Long> shape) {
    return shape.size() == 4 && shape.get(channelAxis) == CHANNELS;
  }

  int height(List<Long> shape) {
    return Math.toIntExact(shape.get(heightAxis));
  }

  int width(List<Long> shape) {
    return Math.toIntExact(shape.get(widthAxis));
  }

  /** The shape of a tensor of RGB images. */
  public List<Long> shape(long images, long height, long width) {
    long channels = CHANNELS;
    return this == NCHW
        ? List.of(images, channels, height, width)
        : List.of(images, height, width, channels);
  }

  /**
   * The index of a sample in a tensor of one image.
   *
   * @param planar its index in an image (3, H, W)
   * @param pixels H × W
   */
  int offset(int planar, int pixels) {
    return this == NCHW ? planar : planar % pixels * CHANNELS + planar / pixels;
  }
}
