// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import java.util.List;
import java.util.Optional;

/** Removes prefixes that wrappers of a network add to the names of its tensors. */
final class WrapperPrefixes {
  /** Added by {@code torch.compile} to the names of a module, at any depth. */
  private static final String COMPILED = "_orig_mod.";

  /** The counter of averaging wrappers ({@code AveragedModel}). */
  private static final String AVERAGED = "n_averaged";

  /**
   * Prefixes of multi-device wrappers, attributes of training frameworks, and flattened nested
   * dictionaries. No supported network has one of these as the first part of all its names.
   */
  private static final List<String> WRAPPERS =
      List.of(
          "module.",
          "net.",
          "model.",
          "params_ema.",
          "params.",
          "state_dict.",
          "ema.",
          "net_g.",
          "netG.",
          "g_ema.",
          "ema_model.",
          "network.",
          "restorer.");

  private WrapperPrefixes() {}

  /**
   * The same tensors without the prefixes that all names share, removed repeatedly.
   *
   * @throws CheckpointException if two tensors would get the same name
   */
  static StateDict removed(StateDict weights) {
    StateDict bare = withoutCounter(weights.renamed(name -> name.replace(COMPILED, "")));
    for (Optional<String> shared = shared(bare); shared.isPresent(); shared = shared(bare)) {
      bare = bare.withoutPrefix(shared.get());
    }
    return bare;
  }

  private static StateDict withoutCounter(StateDict weights) {
    StateDict others = weights.filter(name -> !name.equals(AVERAGED));
    return shared(others).isPresent() ? others : weights;
  }

  private static Optional<String> shared(StateDict weights) {
    return WRAPPERS.stream().filter(prefix -> wraps(prefix, weights)).findFirst();
  }

  private static boolean wraps(String prefix, StateDict weights) {
    return weights.size() > 0 && weights.names().stream().allMatch(n -> n.startsWith(prefix));
  }
}
