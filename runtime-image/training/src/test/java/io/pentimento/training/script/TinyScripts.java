// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Restorers that run in milliseconds: an image plus two convolutions of it. */
public final class TinyScripts {
  /** Intentionally not a whole number of blocks: see {@link Convolutions}. */
  private static final int WIDTH = 6;

  private static final String FORWARD =
      """
      h = torch.conv2d(x, self.w1, self.b1, [1, 1], [1, 1], [1, 1], 1)
      r = torch.conv2d(torch.relu(h), self.w2, self.b2, [1, 1], [1, 1], [1, 1], 1)
      return torch.add(x, r, alpha=1)
      """;

  private static final int DEEP_WIDTH = 20;

  private static final String DEEP =
      """
      a = torch.leaky_relu(torch.conv2d(x, self.first, None, [1, 1], [1, 1], [1, 1], 1), 0.2)
      h = torch.conv2d(a, self.down, None, [2, 2], [1, 1], [1, 1], 1)
      n = torch.batch_norm(h, self.gain, self.shift, self.mean, self.variance, False, 0.1, 1e-05, True)
      u = torch.upsample_nearest2d(torch.relu(n), None, [2., 2.])
      d = torch.conv2d(u, self.up, None, [1, 1], [1, 1], [1, 1], 1)
      c = torch.relu(torch.add(a, d, alpha=1))
      r = torch.conv2d(c, self.last, self.bias, [1, 1], [1, 1], [1, 1], 1)
      return torch.add(x, torch.tanh(r), alpha=1)
      """;

  private TinyScripts() {}

  /** A restorer that keeps the size of images. */
  public static void writeRestorer(Path file) throws IOException {
    layers().write(file, FORWARD);
  }

  /** The two convolutions as above, with another computation of the result from {@code x}. */
  public static void writeRestorer(Path file, String forward) throws IOException {
    layers().write(file, forward);
  }

  /**
   * Names of the buffers of {@link #writeDeep}, which are not trained: statistics of batch
   * normalisation.
   */
  public static final Set<String> STATISTICS = Set.of("mean", "variance");

  /**
   * A restorer in [-1, 1] for any even size, with typical parts: a level of half the size, batch
   * normalisation, a skip connection, and a saturating output.
   */
  public static void writeDeep(Path file) throws IOException {
    deep().write(file, DEEP);
  }

  private static ScriptFile deep() {
    Tensor ones = Tensor.zeros(DEEP_WIDTH);
    Arrays.fill(ones.data(), 1);
    return new ScriptFile()
        .parameter("first", random(11, DEEP_WIDTH, 3, 3, 3))
        .parameter("down", random(12, DEEP_WIDTH, DEEP_WIDTH, 3, 3))
        .parameter("gain", ones)
        .parameter("shift", random(13, DEEP_WIDTH))
        .frozen("mean", random(14, DEEP_WIDTH))
        .frozen("variance", ones)
        .parameter("up", random(15, DEEP_WIDTH, DEEP_WIDTH, 3, 3))
        .parameter("last", random(16, 3, DEEP_WIDTH, 3, 3))
        .parameter("bias", random(17, 3));
  }

  /** As above, without trainable parameters. */
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
