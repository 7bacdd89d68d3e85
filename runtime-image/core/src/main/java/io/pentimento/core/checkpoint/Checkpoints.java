package io.pentimento.core.checkpoint;

import io.pentimento.core.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads weights from a file of any supported format, which its content tells, not its name: PyTorch
 * (zip, or the older layout), safetensors.
 *
 * <p>Checkpoints are data: a pickle that asks for anything but tensors, arrays and containers is
 * refused, and nothing in it is executed.
 */
public final class Checkpoints {
  private static final String WRAPPER_PREFIX = "module.";

  private Checkpoints() {}

  /**
   * The tensors at the root of the file, else under the first of params_ema, params, state_dict,
   * model, ema, params_d, widened to float32; a prefix "module." that all names share is dropped.
   *
   * @throws CheckpointException if the file is damaged, hostile or of another format
   */
  public static StateDict load(Path file) throws IOException {
    return load(file, null);
  }

  /**
   * The tensors under {@code key}, for instance "params" where there are "params_ema", too.
   *
   * @param key null for the usual places
   */
  public static StateDict load(Path file, String key) throws IOException {
    try {
      return withoutWrapper(read(file, key));
    } catch (CheckpointException e) {
      throw e.getMessage().startsWith(file.toString())
          ? e
          : new CheckpointException(file + ": " + e.getMessage(), e);
    } catch (ZipException | EOFException e) {
      throw new CheckpointException(file + ": the archive is damaged: " + e.getMessage(), e);
    }
  }

  private static StateDict read(Path file, String key) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(Safetensors.START_BYTES);
    }
    // Before the pickle: the length of a header may begin with 0x80, too.
    if (Safetensors.isStart(start)) {
      return Safetensors.read(file);
    }
    if (startsWith(start, 'P', 'K', 3, 4)) {
      return read(TorchZip.open(file), key);
    }
    if (startsWith(start, 0x80)) {
      return read(TorchLegacy.open(file), key);
    }
    throw new CheckpointException("neither a PyTorch checkpoint nor a safetensors file");
  }

  private static StateDict read(TorchContainer opened, String key) throws IOException {
    try (TorchContainer container = opened) {
      Object root = container.root();
      Map<String, Object> found = key == null ? Nesting.tensors(root) : Nesting.tensors(root, key);
      List<TensorView> views =
          found.values().stream()
              .filter(TensorView.class::isInstance)
              .map(TensorView.class::cast)
              .toList();
      return stateDict(found, new TensorLoader(container).load(views));
    }
  }

  private static StateDict stateDict(
      Map<String, Object> found, IdentityHashMap<TensorView, Tensor> loaded) {
    NumpyValue.requireReasonable(found.values());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, StoredType> types = new LinkedHashMap<>();
    found.forEach(
        (name, value) -> {
          if (value instanceof TensorView view) {
            tensors.put(name, loaded.get(view));
            types.put(name, view.type());
          } else {
            NpyArray array = ((NumpyValue) value).array();
            tensors.put(name, array.tensor());
            types.put(name, array.type());
          }
        });
    return StateDict.of(tensors, types);
  }

  /** What wrappers for several devices put before every name. */
  private static StateDict withoutWrapper(StateDict weights) {
    boolean wrapped =
        weights.size() > 0 && weights.names().stream().allMatch(n -> n.startsWith(WRAPPER_PREFIX));
    return wrapped ? weights.withoutPrefix(WRAPPER_PREFIX) : weights;
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) expected[i]) {
        return false;
      }
    }
    return true;
  }
}
