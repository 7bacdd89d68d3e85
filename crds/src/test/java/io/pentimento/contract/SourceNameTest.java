// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceNameTest {
  private static final Path MANIFESTS = Path.of("src/test/resources/manifests");
  private static final Path COMPLETE = MANIFESTS.resolve("valid-complete.yaml");

  @ParameterizedTest
  @EnumSource(
      value = SourceName.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PSEUDO_TARGETS", "FACE_DETECTOR"})
  void aSourceIsTheFieldOfItsName(SourceName name) throws IOException {
    JsonNode manifest = new ObjectMapper(new YAMLFactory()).readTree(COMPLETE.toFile());
    JsonNode field = manifest.at("/spec/" + name.field().replace('.', '/'));

    assertThat(field.isMissingNode()).as(name.field()).isFalse();
    assertThat(name.in(complete()).orElseThrow().uri()).isEqualTo(field.path("uri").asText());
  }

  @Test
  void aMinimalJobHasThreeSources() throws IOException {
    AdaptationJobSpec minimal =
        AdaptationJobYaml.read(MANIFESTS.resolve("valid-minimal.yaml")).getSpec();

    assertThat(Arrays.stream(SourceName.values()).filter(name -> name.in(minimal).isPresent()))
        .contains(SourceName.RESTORER, SourceName.PRIOR, SourceName.DATASET)
        .doesNotContain(
            SourceName.PSEUDO_TARGETS,
            SourceName.IDENTITY_NETWORK,
            SourceName.FACE_DETECTOR,
            SourceName.EVALUATION_FACE_DETECTOR);
  }

  private static AdaptationJobSpec complete() throws IOException {
    return AdaptationJobYaml.read(COMPLETE).getSpec();
  }
}
