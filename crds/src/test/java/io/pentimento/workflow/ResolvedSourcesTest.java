// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sources that prepare found, in the status. */
class ResolvedSourcesTest {
  private static final StageKey KEY = new StageKey("1".repeat(64));

  private static AdaptationJobSpec spec(String images) throws JsonProcessingException {
    return AdaptationJobYaml.read(
            """
            spec:
              restorer: {source: {uri: r.pth}}
              prior: {source: {uri: p.pth}}
              dataset: {source: {uri: "%s"}}
              workspace: {persistentVolumeClaim: {claimName: w}}
            """
                .formatted(images))
        .getSpec();
  }

  private static TerminationMessage answer(Map<String, String> digests) {
    return TerminationMessage.success(StageName.PREPARE, KEY, null)
        .withDigests(digests)
        .withImages(Map.of("dataset.source", 40));
  }

  @Test
  void eachSourceHasItsAddressItsDigestAndItsImages() throws JsonProcessingException {
    Map<String, String> digests = new HashMap<>();
    digests.put("dataset.source", "sha256:3");
    digests.put("restorer.source", "sha256:1");
    digests.put("prior.source", "sha256:2");

    assertThat(ResolvedSources.from(spec("images"), answer(digests)))
        .containsExactly(
            new SourceStatus("restorer.source", "r.pth", "sha256:1", null),
            new SourceStatus("prior.source", "p.pth", "sha256:2", null),
            new SourceStatus("dataset.source", "images", "sha256:3", 40));
  }

  @Test
  void aDigestOfASourceThatTheManifestOmitsIsLeftOut() throws JsonProcessingException {
    assertThat(
            ResolvedSources.from(spec("images"), answer(Map.of("dataset.reference", "sha256:9"))))
        .isEmpty();
  }

  @Test
  void anAddressHasAtMost256Characters() throws JsonProcessingException {
    Map<String, String> digest = Map.of("dataset.source", "sha256:3");

    assertThat(ResolvedSources.from(spec("x".repeat(256)), answer(digest)).get(0).uri())
        .isEqualTo("x".repeat(256));
    assertThat(ResolvedSources.from(spec("x".repeat(257)), answer(digest)).get(0).uri())
        .isEqualTo("x".repeat(255) + "…");
  }

  @Test
  void anAddressIsNotCutWithinACharacter() throws JsonProcessingException {
    String uri = "x".repeat(254) + "\uD83D\uDE00" + "yyy";

    assertThat(
            ResolvedSources.from(spec(uri), answer(Map.of("dataset.source", "sha256:3")))
                .get(0)
                .uri())
        .isEqualTo("x".repeat(254) + "…");
  }

  @Test
  void digestsAreFoundByTheNamesOfTheirSources() {
    assertThat(
            ResolvedSources.digests(
                List.of(
                    new SourceStatus("a", "u", "sha256:1", null),
                    new SourceStatus("b", "u", "sha256:2", 3))))
        .isEqualTo(Map.of("a", "sha256:1", "b", "sha256:2"));
  }
}
