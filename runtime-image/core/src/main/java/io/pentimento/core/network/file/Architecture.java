// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import io.pentimento.core.checkpoint.StateDict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The supported architectures, each recognised by a tensor that none of the following has. */
public enum Architecture {
  GUIDED_DIFFUSION_UNET("GuidedDiffusionUNet", "time_embed.0.weight"),
  SWIN_IR("SwinIR", "layers.0.residual_group.blocks.0.attn.qkv.weight"),
  CODE_FORMER("CodeFormer", "idx_pred_layer.1.weight"),
  VQGAN("VQGAN", "quantize.embedding.weight"),
  UNET_DISCRIMINATOR("UNetDiscriminatorSN", "conv1.weight_orig"),
  LPIPS("LPIPS", "lin0.model.1.weight"),
  VGG("VGG", "features.0.weight");

  private final String published;
  private final String tensor;

  Architecture(String published, String tensor) {
    this.published = published;
    this.tensor = tensor;
  }

  /** The name under which the network is known. */
  public String published() {
    return published;
  }

  /** The architecture of these tensors; empty if unknown. */
  public static Optional<Architecture> of(StateDict weights) {
    return Arrays.stream(values()).filter(a -> weights.contains(a.tensor)).findFirst();
  }

  /**
   * The common prefix of all names, including the dot, if the tensors without it belong to a known
   * network; empty if they do so with the prefix, or not at all.
   */
  static Optional<String> sharedPrefix(StateDict weights) {
    return prefixes(weights).stream()
        .filter(prefix -> weights.names().stream().allMatch(name -> name.startsWith(prefix)))
        .findFirst();
  }

  /** Prefixes of names, including the dot, whose removal gives the tensors of a known network. */
  static List<String> prefixes(StateDict weights) {
    if (of(weights).isPresent()) {
      return List.of();
    }
    return Arrays.stream(values())
        .flatMap(known -> weights.names().stream().flatMap(name -> known.before(name).stream()))
        .distinct()
        .toList();
  }

  private Optional<String> before(String name) {
    return name.endsWith("." + tensor)
        ? Optional.of(name.substring(0, name.length() - tensor.length()))
        : Optional.empty();
  }
}
