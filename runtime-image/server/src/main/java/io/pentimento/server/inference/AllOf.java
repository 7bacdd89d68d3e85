// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for several results. */
final class AllOf {
  private AllOf() {}

  /** All results in order; fails with the first failure. */
  static <T> CompletableFuture<List<T>> of(List<CompletableFuture<T>> results) {
    CompletableFuture<List<T>> all = new CompletableFuture<>();
    for (CompletableFuture<T> result : results) {
      result.whenComplete(
          (value, failure) -> {
            if (failure != null) {
              all.completeExceptionally(failure);
            }
          });
    }
    CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenRun(() -> all.complete(results.stream().map(CompletableFuture::join).toList()));
    return all;
  }
}
