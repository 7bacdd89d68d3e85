package io.pentimento.training.data;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Draws random images with replacement, half of them mirrored. */
public final class ImageSampler {
  private final List<Tensor> images;

  /** {@code images} are (1, C, H, W), all of one size. */
  public ImageSampler(List<Tensor> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("there are no images to train on");
    }
    this.images = List.copyOf(images);
  }

  /** A batch (count, C, H, W). */
  public Tensor batch(int count, CounterRandom random) {
    List<Tensor> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Tensor image = images.get(random.nextInt(images.size()));
      drawn.add(random.nextInt(2) == 0 ? image : mirrored(image));
    }
    return Tensor.batch(drawn);
  }

  /** Reverses every row. */
  public static Tensor mirrored(Tensor image) {
    Tensor mirror = Tensor.zeros(image.shape());
    int width = (int) image.dim(image.rank() - 1);
    for (int i = 0; i < image.size(); i++) {
      int x = i % width;
      mirror.data()[i] = image.data()[i - x + width - 1 - x];
    }
    return mirror;
  }
}
