// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.reader;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.StoredType;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.checkpoint.pickle.NumpyValue;
import io.pentimento.core.checkpoint.pickle.TensorView;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.checkpoint.torch.TensorLoader;
import io.pentimento.core.checkpoint.torch.TorchContainer;
import io.pentimento.core.checkpoint.torch.TorchLegacy;
import io.pentimento.core.checkpoint.torch.TorchZip;
import io.pentimento.core.content.ContentKind;
import io.pentimento.core.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads weights from a file of any supported format, which is detected from its content: PyTorch
 * (zip, or the older layout), safetensors.
 *
 * <p>Checkpoints are data: a pickle that uses anything except tensors, arrays and containers is
 * rejected, and nothing in it is executed.
 */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * The weights of a file, converted to float32, at the location that {@link Nesting} finds,
   * without the prefixes of {@link WrapperPrefixes}.
   *
   * @throws CheckpointException if the file is damaged, malicious or of another format, or if it
   *     has several dictionaries of tensors and none has a usual name
   */
  public static StateDict load(Path file) throws IOException {
    return load(file, null);
  }

  /**
   * The weights under {@code key}, for example "params" if "params_ema" exists as well. The key of
   * a nested dictionary is a path such as "models/generator"; a key can also be a common prefix of
   * tensor names, such as "net_g" for "net_g.conv_first.weight".
   *
   * @param key null for the usual locations
   */
  public static StateDict load(Path file, @Nullable String key) throws IOException {
    try {
      StateDict found = read(file, key);
      return WrapperPrefixes.removed(key == null ? NestedNames.usual(found) : found);
    } catch (CheckpointException e) {
      throw String.valueOf(e.getMessage()).startsWith(file.toString())
          ? e
          : new CheckpointException(file + ": " + e.getMessage(), e);
    } catch (ZipException | EOFException e) {
      throw new CheckpointException(file + ": the archive is damaged: " + e.getMessage(), e);
    }
  }

  private static StateDict read(Path file, @Nullable String key) throws IOException {
    Optional<ContentKind> kind = ContentKind.of(file);
    return switch (kind.orElse(ContentKind.TEXT)) {
      case ZIP -> read(TorchZip.open(file), key);
      case PICKLE -> read(TorchLegacy.open(file), key);
      case SAFETENSORS -> {
        StateDict all = Safetensors.read(file);
        yield key == null ? all : NestedNames.under(key, all);
      }
      default ->
          throw new CheckpointException(
              "neither a PyTorch checkpoint nor a safetensors file"
                  + kind.map(k -> ": it is " + k.description()).orElse(""));
    };
  }

  private static StateDict read(TorchContainer opened, @Nullable String key) throws IOException {
    try (TorchContainer container = opened) {
      Map<String, Object> found = Nesting.tensors(container.root(), key);
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
}
