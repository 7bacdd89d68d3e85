// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceLayoutTest {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final String IMAGE = "f".repeat(64);
  private static final StageKey KEY = new StageKey(HEX);
  private final WorkspaceLayout layout = new WorkspaceLayout(Path.of("/w"));

  @Test
  void anArtefactHasAManifestAndAResult() {
    assertThat(layout.artifact(StageName.TRAIN, KEY)).hasToString("/w/artifacts/train/" + HEX);
    assertThat(layout.manifest(StageName.TRAIN, KEY))
        .hasToString("/w/artifacts/train/" + HEX + "/manifest.json");
    assertThat(layout.result(StageName.TRAIN, KEY))
        .hasToString("/w/artifacts/train/" + HEX + "/result.json");
  }

  @Test
  void everyPurposeHasItsFolder() {
    assertThat(layout.checkpoints(StageName.TRAIN, KEY)).hasToString("/w/checkpoints/train/" + HEX);
    assertThat(layout.lease(StageName.TRAIN, KEY)).hasToString("/w/leases/train/" + HEX);
    assertThat(layout.staging(StageName.TRAIN, KEY)).hasToString("/w/staging/train/" + HEX);
    assertThat(layout.progress(StageName.TRAIN, KEY)).hasToString("/w/progress/train/" + HEX);
    assertThat(layout.progress(StageName.GENERATE, KEY, 3))
        .hasToString("/w/progress/generate/" + HEX + "/3.json");
    assertThat(layout.timeSpent(StageName.TRAIN, KEY))
        .hasToString("/w/progress/train/" + HEX + "/spent");
    assertThat(layout.job("night")).hasToString("/w/jobs/night");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:"})
  void pseudoTargetsAreStoredByTheDigestOfTheirImage(String prefix) {
    assertThat(layout.pseudoTarget(KEY, prefix + IMAGE))
        .hasToString("/w/pseudo-targets/" + HEX + "/" + IMAGE + ".png");
    assertThat(layout.pseudoTargetRecord(KEY, prefix + IMAGE))
        .hasToString("/w/pseudo-targets/" + HEX + "/" + IMAGE + ".json");
  }

  @Test
  void eachShardOfThePseudoTargetsHasALease() {
    assertThat(layout.pseudoTargetLease(KEY, 1, 4))
        .hasToString("/w/leases/generate/" + HEX + "/1-of-4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "sha256:", "sha512:abc"})
  void anImageIsNamedByADigest(String digest) {
    assertThatThrownBy(() -> layout.pseudoTarget(KEY, digest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a digest: " + digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "G123456789abcdef", "0123456789ABCDEF"})
  void aKeyHasSixtyFourHexadecimalDigits(String part) {
    String text = part.repeat(4);
    assertThatThrownBy(() -> new StageKey(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stage key is 64 hexadecimal digits, not " + text);
  }

  @Test
  void aKeyIsAbbreviatedToTwelveDigits() {
    assertThat(KEY.abbreviated()).isEqualTo("0123456789ab");
    assertThat(KEY).hasToString(HEX);
  }
}
