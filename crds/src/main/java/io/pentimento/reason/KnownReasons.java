// SPDX-License-Identifier: Apache-2.0
package io.pentimento.reason;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All reasons of this package by their words, each of which exists once. */
final class KnownReasons {
  private static final Map<String, Reason> BY_WORD =
      Stream.<Reason[]>of(
              ReconcileReason.values(),
              WaitReason.values(),
              FailureReason.values(),
              ModelReason.values(),
              SourceReason.values(),
              ResultReason.values(),
              CanaryReason.values(),
              NormalReason.values())
          .flatMap(Stream::of)
          .collect(Collectors.toUnmodifiableMap(Reason::word, Function.identity()));

  private KnownReasons() {}

  static Optional<Reason> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
