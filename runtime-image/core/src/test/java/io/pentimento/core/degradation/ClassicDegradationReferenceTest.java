// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassicDegradationReferenceTest {
  @Test
  void theWholeChainWithoutJpegMatches() throws IOException {
    for (ReferenceCase reference : cases()) {
      Tensor ours = draw(reference, OptionalInt.empty()).apply(image(reference), noise(reference));
      float[] expected = planar(reference.tensor("fd_out_nojpeg_rgb")).data();
      // The stored result is rounded to 8-bit levels, with halves rounded in either direction.
      for (int i = 0; i < expected.length; i++) {
        assertThat(ours.data()[i]).isCloseTo(expected[i], within(0.5f / 255 + 1e-5f));
      }
    }
  }

  @Test
  void withJpegTheResultDiffersFromLibjpegsMuchLessThanJpegItselfDoes() throws IOException {
    for (ReferenceCase reference : cases()) {
      JsonNode stated = reference.json().path("face_degradation");
      int quality = stated.path("params").path("qf").asInt();
      Tensor ours =
          draw(reference, OptionalInt.of(quality)).apply(image(reference), noise(reference));
      byte[] theirs = reference.array("fd_out_jpeg_rgb_uint8").bytes();
      double psnr = psnr(EightBit.interleaved(ours), theirs);
      assertThat(psnr).isGreaterThan(stated.path("psnr_between_jpeg_and_nojpeg").asDouble() + 10);
    }
  }

  private static Iterable<ReferenceCase> cases() throws IOException {
    return ReferenceDirectory.configured().cases(ReferenceKind.CLASSIC_DEGRADATION);
  }

  private static ClassicDraw draw(ReferenceCase reference, OptionalInt quality) {
    JsonNode p = reference.json().path("face_degradation").path("params");
    return new ClassicDraw(
        41,
        p.path("sig_x").asDouble(),
        p.path("sig_y").asDouble(),
        p.path("theta").asDouble(),
        p.path("sf").asDouble(),
        p.path("nf").asDouble(),
        quality);
  }

  private static Tensor image(ReferenceCase reference) {
    long[] shape = reference.array("image_uint8_rgb").shape();
    return EightBit.image(
        reference.array("image_uint8_rgb").bytes(), (int) shape[0], (int) shape[1]);
  }

  /** The stored noise has its channels in the order B, G, R. */
  private static float[] noise(ReferenceCase reference) {
    float[] bgr = planar(reference.tensor("fd_noise_hw3_bgr")).data();
    int plane = bgr.length / 3;
    float[] rgb = new float[bgr.length];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(bgr, (2 - c) * plane, rgb, c * plane, plane);
    }
    return rgb;
  }

  private static Tensor planar(Tensor interleaved) {
    int height = (int) interleaved.dim(0);
    int width = (int) interleaved.dim(1);
    float[] planes = new float[interleaved.size()];
    for (int i = 0; i < planes.length; i++) {
      planes[i % 3 * height * width + i / 3] = interleaved.data()[i];
    }
    return Tensor.of(planes, 1, 3, height, width);
  }

  private static double psnr(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = (a[i] & 0xff) - (b[i] & 0xff);
      sum += d * d;
    }
    return 10 * Math.log10(255.0 * 255 * a.length / sum);
  }
}
