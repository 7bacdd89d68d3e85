// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.image.EightBit;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** OpenCV's kernels, filters and resizes. */
class ResizeReferenceTest {
  @TestFactory
  List<DynamicTest> resizesMatchOpenCv() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : cases()) {
      for (JsonNode row : reference.json().path("resize")) {
        String mode = row.path("mode").asText();
        if (mode.equals("INTER_LINEAR") || mode.equals("INTER_AREA")) {
          tests.add(
              DynamicTest.dynamicTest(
                  reference + " " + row.path("array").asText(), () -> check(reference, row)));
        }
      }
    }
    return tests;
  }

  private static void check(ReferenceCase reference, JsonNode row) {
    String array = row.path("array").asText();
    byte[] photograph = reference.array("image_uint8_rgb").bytes();
    long[] from = reference.array("image_uint8_rgb").shape();
    Tensor image = EightBit.image(photograph, (int) from[0], (int) from[1]);
    int width = row.path("out_wh").get(0).asInt();
    int height = row.path("out_wh").get(1).asInt();
    Tensor resized =
        row.path("mode").asText().equals("INTER_AREA")
            ? Resize.area(image, height, width)
            : Resize.bilinear(image, height, width);
    boolean fixedPoint = array.contains("uint8");
    assertThat(interleaved(resized))
        .usingComparatorWithPrecision(fixedPoint ? 1.5f / 255 : 1e-5f)
        .containsExactly(scaled(reference.tensor(array), fixedPoint ? 255 : 1));
  }

  @TestFactory
  List<DynamicTest> kernelsMatch() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : cases()) {
      for (JsonNode row : reference.json().path("kernels")) {
        String name = row.path("name").asText();
        tests.add(
            DynamicTest.dynamicTest(
                reference + " " + name,
                () -> {
                  BlurKernel kernel = kernel(row);
                  double[] expected = reference.array(name).doubles();
                  for (int i = 0; i < expected.length; i++) {
                    assertThat(kernel.weight(i / kernel.size(), i % kernel.size()))
                        .isCloseTo(expected[i], within(1e-12));
                  }
                }));
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> filteringMatchesOpenCv() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : cases()) {
      long[] shape = reference.array("image_uint8_rgb").shape();
      Tensor image =
          EightBit.image(
              reference.array("image_uint8_rgb").bytes(), (int) shape[0], (int) shape[1]);
      for (JsonNode row : reference.json().path("kernels")) {
        String array = "filter2D_" + row.path("name").asText() + "_rgb";
        if (reference.hasArray(array)) {
          tests.add(
              DynamicTest.dynamicTest(
                  reference + " " + array,
                  () ->
                      assertThat(interleaved(Filter.correlate(image, kernel(row))))
                          .usingComparatorWithPrecision(1e-5f)
                          .containsExactly(reference.tensor(array).data())));
        }
      }
    }
    return tests;
  }

  private static List<ReferenceCase> cases() throws IOException {
    List<ReferenceCase> cases =
        ReferenceDirectory.configured().cases(ReferenceKind.CLASSIC_DEGRADATION);
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private static BlurKernel kernel(JsonNode row) {
    double sigmaX = row.path("sig_x").asDouble();
    return BlurKernel.gaussian(
        row.path("kernel_size").asInt(),
        sigmaX,
        row.path("isotropic").asBoolean() ? sigmaX : row.path("sig_y").asDouble(),
        row.path("theta").asDouble());
  }

  static float[] interleaved(Tensor image) {
    int pixels = image.size() / 3;
    float[] values = new float[image.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.data()[i % 3 * pixels + i / 3];
    }
    return values;
  }

  private static float[] scaled(Tensor tensor, float by) {
    float[] values = tensor.data().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return values;
  }
}
