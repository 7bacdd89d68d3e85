// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiqeTest {
  @TempDir Path folder;

  @Test
  void valuesMatchTheReferenceIfItsImageExists() throws IOException {
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(ReferenceKind.METRICS)) {
      for (JsonNode row : reference.json().path("niqe").path("rows")) {
        String image = row.path("image").asText();
        if (!reference.hasArray(image)) {
          System.out.println("skipped, because the photograph is not in the set: " + image);
          continue;
        }
        long[] shape = reference.array(image).shape();
        double value =
            new Niqe(published())
                .ofLuma(reference.array(image).doubles(), (int) shape[0], (int) shape[1]);
        assertThat(value).isCloseTo(row.path("niqe").asDouble(), within(2e-3));
      }
    }
  }

  @Test
  void theFeaturesOfAPatchMatchTheReference() throws IOException {
    for (ReferenceCase reference : ReferenceDirectory.configured().cases(ReferenceKind.METRICS)) {
      long[] shape = reference.array("niqe_gray_crop_uint8").shape();
      NaturalScene scene =
          NaturalScene.of(
              reference.array("niqe_gray_crop_uint8").doubles(),
              (int) shape[0],
              (int) shape[1],
              96);
      double[] expected = reference.array("niqe_features_scale1_block00").doubles();
      for (int i = 0; i < expected.length; i++) {
        assertThat(scene.features()[0][i]).isCloseTo(expected[i], within(1.5e-3));
      }
    }
  }

  @Test
  void aDeterministicImageGivesTheKnownValue() throws IOException {
    double[] luma = deterministic();
    assertThat(luma[0]).isEqualTo(168);
    assertThat(luma[100 * 288 + 200]).isEqualTo(109);
    assertThat(NaturalScene.halved(luma, 288, 288)[50 * 144 + 100])
        .isCloseTo(97.040825, within(1e-4));
    assertThat(new Niqe(published()).ofLuma(luma, 288, 288)).isCloseTo(17.803546, within(2e-3));
  }

  @Test
  void fittedParametersSurviveARoundTripAndPreferCleanImages() throws IOException {
    List<Tensor> clean = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      clean.add(texture(i));
    }
    NiqeParameters fitted = NiqeParameters.fit(clean.subList(0, 10), 32, "textures");
    fitted.save(folder.resolve("niqe.json"));
    Niqe niqe = new Niqe(NiqeParameters.load(folder.resolve("niqe.json")));
    assertThat(niqe.info().name()).isEqualTo("niqe-patch32");
    assertThat(niqe.value(clean.get(11))).isEqualTo(new Niqe(fitted).value(clean.get(11)));
    assertThat(niqe.value(Filter.gaussian(clean.get(11), 2)))
        .isGreaterThan(niqe.value(clean.get(11)));
  }

  @Test
  void anImageWithoutAPatchIsAnError() throws IOException {
    Niqe niqe = new Niqe(published());
    assertThatThrownBy(() -> niqe.value(Tensor.zeros(1, 3, 64, 64)))
        .hasMessageContaining("is smaller than a patch of 96");
  }

  private static NiqeParameters published() throws IOException {
    return NiqeParameters.published(ReferenceDirectory.configured().file("niqe_pris_params.npz"));
  }

  private static double[] deterministic() {
    double[] luma = new double[288 * 288];
    for (int i = 0; i < luma.length; i++) {
      int y = i / 288;
      int x = i % 288;
      double value =
          128
              + 50 * Math.sin(x / 9.0)
              + 40 * Math.cos(y / 13.0)
              + 20 * Math.sin((x + 2 * y) / 5.0)
              + 12 * (2 * DeterministicFill.unit("niqe.n", i) - 1);
      luma[i] = Math.max(0, Math.min(255, Math.rint(value)));
    }
    return luma;
  }

  private static Tensor texture(int seed) {
    Tensor noise = DeterministicFill.input("texture" + seed, 0, 1, 1, 3, 128, 128);
    Tensor soft = Filter.gaussian(noise, 0.8);
    for (int i = 0; i < soft.size(); i++) {
      int x = i % 128;
      soft.data()[i] =
          (float) Math.max(0, Math.min(1, soft.data()[i] + 0.2 * Math.sin(x / 7.0 + seed)));
    }
    return soft;
  }
}
