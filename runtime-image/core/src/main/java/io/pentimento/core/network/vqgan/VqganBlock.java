// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.vqgan;

import java.util.ArrayList;
import java.util.List;

/**
 * One block of the encoder or the generator. Both are sequences of blocks, numbered from 0 in the
 * names of their tensors.
 *
 * @param in input channels
 * @param out output channels
 * @param level 0 at the full size, incremented with every downsampling
 */
public record VqganBlock(Kind kind, int in, int out, int level) {
  public static final int COLOURS = 3;

  enum Kind {
    CONVOLUTION,
    RESIDUAL,
    ATTENTION,
    HALVING,
    DOUBLING,
    NORM
  }

  /** The encoder: from an image to a grid of vectors. */
  static List<VqganBlock> encoder(VqganConfig config) {
    Sequence blocks = new Sequence(COLOURS);
    blocks.add(Kind.CONVOLUTION, config.nf(), 0);
    int last = config.levels() - 1;
    for (int level = 0; level <= last; level++) {
      blocks.addLevel(config, level);
      if (level < last) {
        blocks.add(Kind.HALVING, config.channels(level), level);
      }
    }
    blocks.addMiddle(config);
    blocks.add(Kind.NORM, config.channels(last), last);
    blocks.add(Kind.CONVOLUTION, config.embDim(), last);
    return blocks.list();
  }

  /** The generator: from a grid of vectors to an image. */
  static List<VqganBlock> generator(VqganConfig config) {
    int last = config.levels() - 1;
    Sequence blocks = new Sequence(config.embDim());
    blocks.add(Kind.CONVOLUTION, config.channels(last), last);
    blocks.addMiddle(config);
    for (int level = last; level >= 0; level--) {
      blocks.addLevel(config, level);
      if (level > 0) {
        blocks.add(Kind.DOUBLING, config.channels(level), level);
      }
    }
    blocks.add(Kind.NORM, config.nf(), 0);
    blocks.add(Kind.CONVOLUTION, COLOURS, 0);
    return blocks.list();
  }

  /** The number of a level's first residual block. */
  static int firstResidual(List<VqganBlock> blocks, int level) {
    return blocks.indexOf(residuals(blocks, level).get(0));
  }

  /** The number of a level's last residual block. */
  static int lastResidual(List<VqganBlock> blocks, int level) {
    List<VqganBlock> residuals = residuals(blocks, level);
    return blocks.lastIndexOf(residuals.get(residuals.size() - 1));
  }

  private static List<VqganBlock> residuals(List<VqganBlock> blocks, int level) {
    return blocks.stream().filter(b -> b.kind == Kind.RESIDUAL && b.level == level).toList();
  }

  /** Appends blocks; the input of each is the output of the previous one. */
  private static final class Sequence {
    private final List<VqganBlock> blocks = new ArrayList<>();
    private int channels;

    Sequence(int channels) {
      this.channels = channels;
    }

    void add(Kind kind, int out, int level) {
      blocks.add(new VqganBlock(kind, channels, out, level));
      channels = out;
    }

    void addLevel(VqganConfig config, int level) {
      for (int i = 0; i < config.resBlocks(); i++) {
        add(Kind.RESIDUAL, config.channels(level), level);
        if (config.attentionLevels().contains(level)) {
          add(Kind.ATTENTION, config.channels(level), level);
        }
      }
    }

    void addMiddle(VqganConfig config) {
      int last = config.levels() - 1;
      add(Kind.RESIDUAL, config.channels(last), last);
      add(Kind.ATTENTION, config.channels(last), last);
      add(Kind.RESIDUAL, config.channels(last), last);
    }

    List<VqganBlock> list() {
      return List.copyOf(blocks);
    }
  }
}
