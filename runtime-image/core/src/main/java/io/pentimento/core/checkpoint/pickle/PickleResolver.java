// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StoredType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The globals that a checkpoint's pickle may use: those that PyTorch and NumPy write for tensors,
 * arrays and dictionaries of them, and harmless values that are often saved with weights. All
 * others are rejected by name.
 */
public final class PickleResolver {
  private static final Map<String, StoredType> STORAGES =
      Map.of(
          "DoubleStorage", StoredType.F64,
          "FloatStorage", StoredType.F32,
          "HalfStorage", StoredType.F16,
          "BFloat16Storage", StoredType.BF16,
          "LongStorage", StoredType.I64,
          "IntStorage", StoredType.I32,
          "ShortStorage", StoredType.I16,
          "CharStorage", StoredType.I8,
          "ByteStorage", StoredType.U8,
          "BoolStorage", StoredType.BOOL);
  private static final Map<String, StoredType> DTYPES =
      Map.of(
          "float64", StoredType.F64,
          "float32", StoredType.F32,
          "float16", StoredType.F16,
          "bfloat16", StoredType.BF16,
          "int64", StoredType.I64,
          "int32", StoredType.I32,
          "int16", StoredType.I16,
          "int8", StoredType.I8,
          "uint8", StoredType.U8,
          "bool", StoredType.BOOL);
  private static final int MAX_PAIRS = 1_000_000;
  private static final int MAX_NAME = 200;

  private final Map<String, PickleGlobal> globals = globals();
  private int pairsSoFar;

  /** The type of a storage; an untyped storage has the type null and is measured in bytes. */
  public record StorageClass(@Nullable StoredType type) {}

  /**
   * Resolves {@code module.name}.
   *
   * @throws CheckpointException if it is not allowed
   */
  Object resolve(String module, String name) {
    if (module.equals("torch") && STORAGES.containsKey(name)) {
      return new StorageClass(STORAGES.get(name));
    }
    if (module.equals("torch") && DTYPES.containsKey(name)) {
      return DTYPES.get(name);
    }
    String full = module + "." + name;
    if (full.equals("torch.storage.UntypedStorage") || full.equals("torch.UntypedStorage")) {
      return new StorageClass(null);
    }
    PickleGlobal global = globals.get(full);
    if (global == null) {
      throw new CheckpointException(
          ("the checkpoint refers to '%s', which is not allowed in weights; nothing was"
                  + " executed. Save only the weights: torch.save(model.state_dict(), FILE)")
              .formatted(full.substring(0, Math.min(MAX_NAME, full.length()))));
    }
    return global;
  }

  private Map<String, PickleGlobal> globals() {
    Map<String, PickleGlobal> known = new HashMap<>();
    known.put("collections.OrderedDict", this::orderedDict);
    known.put("torch.Size", arguments -> arguments.get(0));
    known.put("torch._utils._rebuild_tensor", TensorView::rebuild);
    known.put("torch._utils._rebuild_tensor_v2", TensorView::rebuild);
    known.put("torch._utils._rebuild_tensor_v3", TensorView::rebuildTyped);
    known.put("torch._utils._rebuild_parameter", arguments -> arguments.get(0));
    known.put("torch._utils._rebuild_parameter_with_state", arguments -> arguments.get(0));
    known.put("_codecs.encode", PickleResolver::encode);
    known.put("numpy.dtype", NumpyType::create);
    known.put("numpy.ndarray", PickleResolver::notCallable);
    for (String core : List.of("numpy.core", "numpy._core")) {
      known.put(core + ".multiarray.scalar", NumpyValue::scalar);
      known.put(core + ".multiarray._reconstruct", arguments -> new NumpyValue());
    }
    known.put("collections.Counter", this::counter);
    known.put("torch.device", PickleResolver::device);
    for (String builtins : List.of("builtins", "__builtin__")) {
      known.put(builtins + ".set", PickleResolver::set);
      known.put(builtins + ".bytearray", PickleResolver::byteArray);
      known.put(builtins + ".complex", PickleResolver::complex);
    }
    return Map.copyOf(known);
  }

  /** {@code OrderedDict()}, optionally with a list of pairs. */
  private Object orderedDict(Arguments arguments) {
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (arguments.size() > 0) {
      Arguments pairs = arguments.tuple(0);
      requirePairs(pairs.size());
      for (int i = 0; i < pairs.size(); i++) {
        Arguments pair = pairs.tuple(i);
        dictionary.put(Unpickler.requireKey(pair.get(0)), pair.get(1));
      }
    }
    return dictionary;
  }

  /** Bytes in protocol 2: text in Latin-1, which represents a byte string here. */
  private static Object encode(Arguments arguments) {
    String encoding = arguments.get(1, String.class);
    if (!encoding.equals("latin1") && !encoding.equals("latin-1")) {
      throw new CheckpointException("the pickle encodes text as something other than Latin-1");
    }
    return arguments.get(0, String.class);
  }

  /** {@code Counter()}, optionally with a dictionary. */
  private Object counter(Arguments arguments) {
    if (arguments.size() == 0) {
      return new LinkedHashMap<>();
    }
    Map<?, ?> counts = arguments.get(0, Map.class);
    requirePairs(counts.size());
    return new LinkedHashMap<>(counts);
  }

  /** Type and optional index: {@code cuda:1}. */
  private static Object device(Arguments arguments) {
    String type = arguments.get(0, String.class);
    return arguments.size() > 1 ? type + ":" + arguments.integer(1) : type;
  }

  /** The items as a list; membership is not needed. */
  private static Object set(Arguments arguments) {
    return arguments.size() == 0 ? new ArrayList<>() : arguments.get(0, List.class);
  }

  /** From bytes, or from the text that protocol 2 writes instead. */
  private static Object byteArray(Arguments arguments) {
    return switch (arguments.size()) {
      case 0 -> "";
      case 1 -> arguments.get(0, String.class);
      default -> encode(arguments);
    };
  }

  private static Object complex(Arguments arguments) {
    return new Object[] {arguments.get(0, Double.class), arguments.get(1, Double.class)};
  }

  private void requirePairs(int more) {
    pairsSoFar += more;
    if (pairsSoFar > MAX_PAIRS) {
      throw new CheckpointException("the pickle has too many dictionaries");
    }
  }

  private static Object notCallable(Arguments arguments) {
    throw new CheckpointException("the pickle calls a type, which is not allowed");
  }
}
