// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.pickle.TensorView;
import io.pentimento.core.checkpoint.pickle.TorchStorage;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills tensors from their storages. Each storage is read once, in parts of 1 MiB, for all of its
 * tensors; only a tensor that is not contiguous is temporarily held twice.
 */
public final class TensorLoader {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MAX_SHARING = 4;

  /** Always accepted; small test networks share one storage among most of their tensors. */
  private static final long FREE_BYTES = 64 << 20;

  private final TorchContainer container;

  public TensorLoader(TorchContainer container) {
    this.container = container;
  }

  public IdentityHashMap<TensorView, Tensor> load(Iterable<TensorView> views) throws IOException {
    Map<TorchStorage, List<TensorView>> byStorage = new LinkedHashMap<>();
    for (TensorView view : views) {
      byStorage.computeIfAbsent(view.storage(), s -> new ArrayList<>()).add(view);
    }
    requireReasonable(byStorage.values());
    IdentityHashMap<TensorView, Tensor> tensors = new IdentityHashMap<>();
    container.read(
        byStorage.keySet(),
        (storage, in) -> {
          List<TensorView> inside = requireNonNull(byStorage.get(storage));
          List<float[]> spans = inside.stream().map(v -> new float[(int) v.span()]).toList();
          stream(storage, in, inside, spans);
          for (int i = 0; i < spans.size(); i++) {
            tensors.put(inside.get(i), inside.get(i).gather(spans.get(i)));
          }
        });
    return tensors;
  }

  /**
   * Limits the size of tensors that share storages, so that a small file cannot exhaust the memory.
   */
  private void requireReasonable(Iterable<List<TensorView>> views) {
    long bytes = 0;
    for (List<TensorView> inside : views) {
      for (TensorView view : inside) {
        bytes += Math.max(view.elements(), view.span()) * view.type().bytes();
      }
    }
    if (bytes > FREE_BYTES + MAX_SHARING * container.storageBytes()) {
      throw new CheckpointException(
          "the tensors have more than %d times the size of the stored data".formatted(MAX_SHARING));
    }
  }

  private static void stream(
      TorchStorage storage, InputStream in, List<TensorView> views, List<float[]> spans)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, storage.bytes())];
    ByteBuffer chunk = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < storage.bytes(); at += buffer.length) {
      int length = (int) Math.min(buffer.length, storage.bytes() - at);
      if (in.readNBytes(buffer, 0, length) < length) {
        throw new CheckpointException(
            "the file ends before the end of storage '%s': it is truncated"
                .formatted(storage.key()));
      }
      for (int i = 0; i < spans.size(); i++) {
        copy(chunk, at, length, views.get(i), spans.get(i));
      }
    }
  }

  /**
   * Copies the part of the view that is in the chunk, which begins at byte {@code at} of the
   * storage.
   */
  private static void copy(ByteBuffer chunk, long at, int length, TensorView view, float[] span) {
    int each = view.type().bytes();
    long first = Math.max(view.offset(), at / each);
    long end = Math.min(view.offset() + span.length, (at + length) / each);
    if (first < end) {
      int start = (int) (first * each - at);
      ByteBuffer elements =
          chunk.slice(start, (int) (end - first) * each).order(ByteOrder.LITTLE_ENDIAN);
      view.type().widen(elements, span, (int) (first - view.offset()), (int) (end - first));
    }
  }
}
