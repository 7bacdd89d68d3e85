// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

/** Constants of {@link AdamW}, named as in {@code torch.optim.AdamW}. */
public record AdamWConfig(double beta1, double beta2, double epsilon, double weightDecay) {

  /** PyTorch's defaults without weight decay, as used by the paper for fine-tuning. */
  public static AdamWConfig defaults() {
    return new AdamWConfig(0.9, 0.999, 1e-8, 0);
  }
}
