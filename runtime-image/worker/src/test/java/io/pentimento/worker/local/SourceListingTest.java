// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of source files that make prepare run again. */
class SourceListingTest {
  private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path image;
  private AdaptationJobSpec spec;

  @BeforeEach
  void writeSources() throws IOException {
    image =
        Files.write(
            Files.createDirectories(folder.resolve("images")).resolve("a.png"), new byte[3]);
    Files.write(folder.resolve("restorer.pth"), new byte[2]);
    Files.setLastModifiedTime(image, EARLIER);
    spec =
        AdaptationJobYaml.read(
                """
                metadata: {name: toy}
                spec:
                  restorer: {source: {uri: restorer.pth}}
                  prior: {source: {uri: "s3://models/prior.pth"}}
                  dataset: {source: {uri: images}}
                  workspace: {persistentVolumeClaim: {claimName: toy}}
                """)
            .getSpec();
  }

  private Map<String, String> listing() {
    return SourceListing.of(spec, new SourceLocator(folder, Map.of()));
  }

  private String dataset() {
    return listing().get(SourceName.DATASET.field());
  }

  @Test
  void onlyFilesBesideTheManifestAreListed() {
    assertThat(listing()).containsOnlyKeys("restorer.source", "dataset.source");
  }

  @Test
  void equalFilesHaveEqualListings() {
    assertThat(listing()).isEqualTo(listing());
  }

  @Test
  void aChangedSizeChangesTheListing() throws IOException {
    String before = dataset();
    Files.write(image, new byte[4]);
    Files.setLastModifiedTime(image, EARLIER);

    assertThat(dataset()).isNotEqualTo(before);
  }

  @Test
  void aChangedTimeChangesTheListing() throws IOException {
    String before = dataset();
    Files.setLastModifiedTime(image, FileTime.from(EARLIER.toInstant().plusSeconds(1)));

    assertThat(dataset()).isNotEqualTo(before);
  }

  @Test
  void aRenamedImageChangesTheListing() throws IOException {
    String before = dataset();
    Files.move(image, image.resolveSibling("b.png"));

    assertThat(dataset()).isNotEqualTo(before);
  }

  @Test
  void filesThatAreNotImagesDoNotMatter() throws IOException {
    String before = dataset();
    Files.writeString(folder.resolve("images/notes.txt"), "a note");
    Files.writeString(folder.resolve("images/.hidden.png"), "hidden");

    assertThat(dataset()).isEqualTo(before);
  }

  @Test
  void aMissingSourceHasAListingThatDiffersFromAnExistingOne() throws IOException {
    String before = dataset();
    Files.delete(image);
    Files.delete(image.getParent());

    assertThat(dataset()).isNotNull().isNotEqualTo(before);
  }
}
