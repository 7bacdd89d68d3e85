// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A numbered collection of images (1, 3, H, W) in [0, 1].
 *
 * @param load reads image i; called whenever it is needed
 */
public record ImageSource(int size, IntFunction<Tensor> load) {

  /** Decodes a file at every use, so that the memory does not depend on the number of images. */
  public static ImageSource files(List<Path> files) {
    List<Path> copy = List.copyOf(files);
    return new ImageSource(copy.size(), i -> ImageFiles.read(copy.get(i)));
  }

  public static ImageSource inMemory(List<Tensor> images) {
    List<Tensor> copy = List.copyOf(images);
    return new ImageSource(copy.size(), copy::get);
  }

  public Tensor image(int i) {
    return load.apply(i);
  }
}
