// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.checkpoint.numpy.Npz;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.reference.CodeFormerPass;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.command.verify.RecordedPass.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recorded forward passes of an NPZ file: {@code c0_x}, {@code c0_y}, {@code c1_x} and so on. */
final class RecordedArrays {
  private static final String CODES_OF_ALL = "top_idx";

  private final Path file;
  private final Map<String, NpyArray> arrays;

  RecordedArrays(Path file) throws IOException {
    this.file = file;
    this.arrays = new TreeMap<>(Npz.read(file));
  }

  /** All passes of the file for a network. */
  List<RecordedPass> passes(Architecture network) {
    List<RecordedPass> passes = new ArrayList<>();
    for (String name : arrays.keySet()) {
      if (name.matches("c\\d+_y")) {
        passes.add(pass(name.substring(0, name.length() - 2), network));
      }
    }
    if (network == Architecture.CODE_FORMER) {
      originalPasses().forEach(passes::add);
    }
    if (passes.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no expected output c0_y, c1_y, …; it contains %s"
              .formatted(file, arrays.keySet()));
    }
    return passes;
  }

  /** All passes for a network that takes only images in [0, 1], such as SwinIR. */
  List<RecordedPass> imagesAlone() {
    return passes(Architecture.SWIN_IR);
  }

  private RecordedPass pass(String name, Architecture network) {
    List<Expected> outputs = new ArrayList<>();
    outputs.add(Expected.image(name + "_y", required(name + "_y")));
    return switch (network) {
      case GUIDED_DIFFUSION_UNET ->
          new RecordedPass(List.of(image(name, 0, 1), required(name + "_t")), outputs);
      case CODE_FORMER -> {
        add(outputs, name + "_logits", "logits", false);
        add(outputs, name + "_codes", "codes", true);
        yield new RecordedPass(List.of(image(name, -1, 1), weight(name)), outputs);
      }
      default -> new RecordedPass(List.of(image(name, 0, 1)), outputs);
    };
  }

  private void add(List<Expected> outputs, String array, String output, boolean whole) {
    if (arrays.containsKey(array)) {
      outputs.add(new Expected(array, required(array), output, whole, 1));
    }
  }

  private Tensor weight(String pass) {
    return arrays.containsKey(pass + "_w")
        ? required(pass + "_w").reshape()
        : Tensor.of(new float[] {(float) CodeFormer.DEFAULT_W});
  }

  /** The names in the reference arrays: all outputs of the first image, with AdaIN. */
  private List<RecordedPass> originalPasses() {
    List<RecordedPass> passes = new ArrayList<>();
    for (CodeFormerPass recorded : CodeFormerPass.among(arrays.keySet())) {
      if (recorded.adaIn()) {
        Tensor image = CodeFormerPass.images(required("lq_uint8_hwc")).item(0);
        Tensor values = required(recorded.array());
        List<Expected> outputs = new ArrayList<>();
        outputs.add(new Expected(recorded.array(), values, "y", false, recorded.stride()));
        if (passes.isEmpty()) {
          add(outputs, "logits", "logits", false);
          add(outputs, CODES_OF_ALL, "codes", true);
        }
        passes.add(
            new RecordedPass(List.of(image, Tensor.of(new float[] {recorded.w()})), outputs));
      }
    }
    return passes;
  }

  /** Converts bytes to the value range of the network. */
  private Tensor image(String pass, float black, float white) {
    for (String bytes : List.of(pass + "_x_uint8", pass + "_x_uint8_hwc")) {
      if (arrays.containsKey(bytes)) {
        return planar(required(bytes), black, white);
      }
    }
    return required(pass + "_x");
  }

  private Tensor required(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("%s has no array %s".formatted(file, name));
    }
    return array.tensor();
  }

  /** Converts (H, W, 3), (N, H, W, 3) or (N, 3, H, W) in 0 to 255 to (N, 3, H, W). */
  private static Tensor planar(Tensor pixels, float black, float white) {
    int rank = pixels.rank();
    boolean interleaved = pixels.dim(rank - 1) == 3;
    int rows = interleaved ? rank - 3 : rank - 2;
    int height = (int) pixels.dim(rows);
    int width = (int) pixels.dim(rows + 1);
    int area = height * width;
    Tensor image = Tensor.zeros(pixels.size() / (3 * area), 3, height, width);
    for (int i = 0; i < pixels.size(); i++) {
      int at = interleaved ? (i / (3 * area) * 3 + i % 3) * area + i / 3 % area : i;
      image.data()[at] = black + (white - black) * (pixels.data()[i] / 255);
    }
    return image;
  }
}
