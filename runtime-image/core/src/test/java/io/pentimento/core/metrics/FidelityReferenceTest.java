// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.checkpoint.numpy.NpyArray;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FidelityReferenceTest {
  @Test
  void plainPsnrAndSsimMatchInEveryVariant() throws IOException {
    for (ReferenceCase reference : cases()) {
      for (JsonNode row : reference.json().path("psnr_ssim").path("rows")) {
        int image = row.path("image").asInt();
        Tensor restored = image("lq_uint8_hwc", image);
        Tensor truth = image("gt_uint8_hwc", image);
        for (Channels channels : Channels.values()) {
          String suffix = channels == Channels.RGB ? "_rgb" : "_y";
          FidelityOptions options =
              new FidelityOptions(channels, row.path("crop_border").asInt(), false);
          assertThat(new Psnr(options).value(restored, truth))
              .isCloseTo(row.path("psnr" + suffix).asDouble(), within(1e-5));
          assertThat(new Ssim(options).value(restored, truth))
              .isCloseTo(row.path("ssim" + suffix).asDouble(), within(1e-6));
        }
      }
    }
  }

  @Test
  void colourMatchedPsnrAndSsimMatchThePublishedScript() throws IOException {
    for (ReferenceCase reference : cases()) {
      for (JsonNode line : reference.json().path("calculate_psnr_ssim.py").path("text_output")) {
        String[] fields = line.asText().split(" \\| ", -1);
        if (fields.length == 3 && !fields[0].equals("filename")) {
          Tensor restored = image("lq_uint8_hwc", Integer.parseInt(fields[0]));
          Tensor truth = image("gt_uint8_hwc", Integer.parseInt(fields[0]));
          assertThat(Psnr.COLOUR_MATCHED.value(restored, truth))
              .isCloseTo(Double.parseDouble(fields[1]), within(1e-3));
          assertThat(Ssim.COLOUR_MATCHED.value(restored, truth))
              .isCloseTo(Double.parseDouble(fields[2]), within(1e-4));
        }
      }
    }
  }

  @Test
  void deterministicImagesGiveTheKnownValues() {
    byte[] a = new byte[64 * 64 * 3];
    byte[] b = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      int level = (int) Math.floor(256 * DeterministicFill.unit("m.a", i));
      double noise = Math.rint(20 * (2 * DeterministicFill.unit("m.b", i) - 1));
      a[i] = (byte) level;
      b[i] = (byte) (int) Math.max(0, Math.min(255, level + noise));
    }
    Tensor truth = EightBit.image(a, 64, 64);
    Tensor restored = EightBit.image(b, 64, 64);
    assertThat(Psnr.PLAIN.value(restored, truth)).isCloseTo(27.089450, within(1e-5));
    assertThat(Ssim.PLAIN.value(restored, truth)).isCloseTo(0.987903, within(1e-6));
    assertThat(Psnr.COLOUR_MATCHED.value(restored, truth)).isCloseTo(27.115070, within(1e-5));
    assertThat(Ssim.COLOUR_MATCHED.value(restored, truth)).isCloseTo(0.987908, within(1e-6));
  }

  private static Iterable<ReferenceCase> cases() throws IOException {
    return ReferenceDirectory.configured().cases(ReferenceKind.METRICS);
  }

  private static Tensor image(String array, int index) throws IOException {
    NpyArray images = ReferenceDirectory.configured().read("swinir_finetune").array(array);
    int height = (int) images.shape()[1];
    int width = (int) images.shape()[2];
    int bytes = 3 * height * width;
    return EightBit.image(
        Arrays.copyOfRange(images.bytes(), index * bytes, (index + 1) * bytes), height, width);
  }
}
