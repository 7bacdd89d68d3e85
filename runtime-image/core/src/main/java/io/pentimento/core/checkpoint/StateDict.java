// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import io.pentimento.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The named tensors of a network in the order of their checkpoint. The map is immutable; the
 * tensors' data are shared with the caller.
 */
public final class StateDict {
  private final Map<String, Tensor> tensors;
  private final Map<String, StoredType> stored;

  private StateDict(Map<String, Tensor> tensors, Map<String, StoredType> stored) {
    this.tensors = Collections.unmodifiableMap(tensors);
    this.stored = Collections.unmodifiableMap(stored);
  }

  /** Of a network whose weights are not yet there. */
  public static StateDict empty() {
    return of(Map.of());
  }

  public static StateDict of(Map<String, Tensor> tensors) {
    return of(tensors, Map.of());
  }

  /**
   * Tensors read from a file.
   *
   * @param stored the data type of each tensor in its file; names may be missing
   */
  public static StateDict of(Map<String, Tensor> tensors, Map<String, StoredType> stored) {
    return new StateDict(new LinkedHashMap<>(tensors), new LinkedHashMap<>(stored));
  }

  /**
   * The tensor with this name.
   *
   * @throws CheckpointMismatch if it does not exist
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointMismatch(
          "the checkpoint has no tensor '%s' (it has %d others)".formatted(name, size()));
    }
    return tensor;
  }

  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  public Set<String> names() {
    return tensors.keySet();
  }

  /** The tensors by name, in order; unmodifiable. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  public int size() {
    return tensors.size();
  }

  /** Number of elements of all tensors, including buffers. */
  public long parameterCount() {
    return tensors.values().stream().mapToLong(Tensor::size).sum();
  }

  /** The data type of the tensor in its file; empty for tensors that were not read from a file. */
  public Optional<StoredType> storedType(String name) {
    return Optional.ofNullable(stored.get(name));
  }

  /** A copy with one tensor added or replaced. */
  public StateDict with(String name, Tensor tensor) {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors);
    all.put(name, tensor);
    Map<String, StoredType> types = new LinkedHashMap<>(stored);
    types.remove(name);
    return new StateDict(all, types);
  }

  /** A copy in which tensors of {@code other} replace those with the same name. */
  public StateDict overlaidWith(StateDict other) {
    Map<String, Tensor> merged = new LinkedHashMap<>(tensors);
    merged.putAll(other.tensors);
    return of(merged);
  }

  /** The tensors whose names match. */
  public StateDict filter(Predicate<String> keep) {
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().removeIf(keep.negate());
    Map<String, StoredType> types = new LinkedHashMap<>(stored);
    types.keySet().retainAll(kept.keySet());
    return new StateDict(kept, types);
  }

  /**
   * The same tensors with other names.
   *
   * @throws CheckpointException if two tensors would get the same name
   */
  public StateDict renamed(UnaryOperator<String> rename) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    Map<String, StoredType> types = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String to = rename.apply(name);
          if (all.putIfAbsent(to, tensor) != null) {
            throw new CheckpointException("two tensors would be named '%s'".formatted(to));
          }
          storedType(name).ifPresent(type -> types.put(to, type));
        });
    return new StateDict(all, types);
  }

  /** Removes {@code prefix} from the names that begin with it. */
  public StateDict withoutPrefix(String prefix) {
    return renamed(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
  }

  @Override
  public String toString() {
    return "StateDict[%d tensors, %d elements]".formatted(size(), parameterCount());
  }
}
