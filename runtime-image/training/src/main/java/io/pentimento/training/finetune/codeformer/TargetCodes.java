// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.data.ImageSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The codes of targets and of their mirror images, from the encoder of the pretrained CodeFormer
 * (docs/method.md, section 4.4). Each is computed at its first use and cached.
 *
 * <p>Not thread-safe.
 */
public final class TargetCodes {
  private final CodeEncoder encoder;
  private final ImageSource targets;
  private final CodeStore store;
  private final Map<Integer, Tensor> plain = new HashMap<>();
  private final Map<Integer, Tensor> mirrored = new HashMap<>();

  /**
   * @param encoder of the restorer before the fine-tuning; the caller closes it
   * @param targets (1, 3, imgSize, imgSize) in [0, 1]
   * @param store keeps codes between processes
   */
  public TargetCodes(CodeEncoder encoder, ImageSource targets, CodeStore store) {
    this.encoder = encoder;
    this.targets = targets;
    this.store = store;
  }

  public int size() {
    return targets.size();
  }

  /** The codes of target {@code image}, (1, tokens). */
  public Tensor of(int image, boolean mirror) {
    return (mirror ? mirrored : plain)
        .computeIfAbsent(image, i -> store.get(i, mirror, () -> computed(i, mirror)));
  }

  private Tensor computed(int image, boolean mirror) {
    Tensor target = targets.image(image);
    return encoder.codes(mirror ? ImageSampler.mirrored(target) : target);
  }
}
