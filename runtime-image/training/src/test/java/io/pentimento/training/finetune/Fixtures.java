// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.reference.HashUniform;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.finetune.FineTunings.Opponent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Networks and images of the fine-tuning references. */
public final class Fixtures {
  private Fixtures() {}

  /** VGG16 with generated weights, and the published heads. */
  static PerceptualDistance lpips(NDManager manager, ReferenceCase reference) throws IOException {
    return new PerceptualDistance(
        manager,
        Lpips.vgg16(),
        lpipsWeights(reference, reference.json().path("lpips").path("layers")));
  }

  static StateDict lpipsWeights(ReferenceCase reference, JsonNode layers) throws IOException {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (JsonNode layer : layers) {
      String name = "features." + layer.path("features_index").asInt();
      long[] shape = new long[4];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = layer.path("shape").path(i).asLong();
      }
      weights.put(
          name + ".weight", HashUniform.convolution(layer.path("weight_seed").asLong(), shape));
      weights.put(
          name + ".bias",
          HashUniform.tensor(layer.path("bias_seed").asLong(), -0.05, 0.05, shape[0]));
    }
    StateDict heads = Checkpoints.load(reference.sibling("lpips_vgg_v0.1.pth"));
    return StateDict.of(weights).overlaidWith(heads);
  }

  static Opponent opponent(ReferenceCase reference) throws IOException {
    JsonNode json = reference.json().path("discriminator");
    JsonNode args = json.path("args");
    UNetDiscriminator network =
        new UNetDiscriminator(
            args.path("num_in_ch").asInt(),
            args.path("num_feat").asInt(),
            args.path("skip_connection").asBoolean());
    return new Opponent(network, Checkpoints.load(reference.sibling(json.path("file").asText())));
  }

  /**
   * A real image for the discriminator: from a separate array if there is one, otherwise a mirrored
   * clean image, in reverse order.
   */
  static Tensor real(ReferenceCase reference, int index) {
    if (reference.hasArray("gan_uint8_hwc")) {
      return image(reference, "gan_uint8_hwc", index, false);
    }
    int last = (int) reference.array("gt_uint8_hwc").shape()[0] - 1;
    return image(reference, "gt_uint8_hwc", last - index, true);
  }

  /** Image {@code index} of a (N, H, W, 3) array of bytes, as (1, 3, H, W) in [0, 1]. */
  public static Tensor image(ReferenceCase reference, String array, int index, boolean mirrored) {
    NpyArray bytes = reference.array(array);
    int height = (int) bytes.shape()[1];
    int width = (int) bytes.shape()[2];
    Tensor image = Tensor.zeros(1, 3, height, width);
    float[] values = bytes.floats();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < height * width; i++) {
        image.data()[c * height * width + i] = values[(index * height * width + i) * 3 + c] / 255f;
      }
    }
    return mirrored ? ImageSampler.mirrored(image) : image;
  }
}
