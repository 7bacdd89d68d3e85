package io.pentimento.training.script;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Restorers that take milliseconds: an image plus two convolutions of it. */
public final class TinyScripts {
  /** Not of whole blocks, on purpose: see {@link Convolutions}. */
  private static final int WIDTH = 6;

  private static final String FORWARD =
      """
      h = torch.conv2d(x, self.w1, self.b1, [1, 1], [1, 1], [1, 1], 1)
      r = torch.conv2d(torch.relu(h), self.w2, self.b2, [1, 1], [1, 1], [1, 1], 1)
      return torch.add(x, r, alpha=1)
      """;

  private TinyScripts() {}

  /** A restorer that keeps the size of images. */
  public static void writeRestorer(Path file) throws IOException {
    layers().write(file, FORWARD);
  }

  /** The two convolutions as above, with another way from {@code x} to the result. */
  public static void writeRestorer(Path file, String forward) throws IOException {
    layers().write(file, forward);
  }

  /** As above, with nothing to train. */
  public static void writeFrozen(Path file) throws IOException {
    new ScriptFile().frozen("b2", random(4, 3)).write(file, "return torch.add(x, self.b2[0])");
  }

  static ScriptFile layers() {
    return new ScriptFile()
        .parameter("w1", random(1, WIDTH, 3, 3, 3))
        .parameter("b1", random(2, WIDTH))
        .parameter("w2", random(3, 3, WIDTH, 3, 3))
        .parameter("b2", random(4, 3));
  }

  static String forward() {
    return FORWARD;
  }

  /** Small numbers around 0. */
  static Tensor random(long seed, long... shape) {
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = (float) (random.nextDouble() - 0.5) * 0.2f;
    }
    return tensor;
  }
}
