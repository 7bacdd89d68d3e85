// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an image finds its ground truth or its imported pseudo target. */
class PairedItemsTest {
  private static Item item(String name) {
    return new Item(name, "sha256:" + name, "images/" + name, false);
  }

  private static List<Item> items(String... names) {
    return Arrays.stream(names).map(PairedItemsTest::item).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "a.png,       a.png,         the same name",
    "a.jpg,       a.png,         the same name and another extension",
    "day/a.jpeg,  day/a.png,     the same folder",
    "v1.2/b.jpg,  v1.2/b.png,    a folder with a dot",
    "a.b.jpg,     a.b.png,       a name with a dot",
  })
  void anImageFindsItsVersionBy(String image, String version, String rule) {
    assertThat(new PairedItems(items(version, "other.png")).of(item(image)))
        .as(rule)
        .contains(item(version));
  }

  @ParameterizedTest
  @CsvSource({"b.png, a.png", "day/a.png, night/a.png", "a.png, day/a.png", "A.png, a.png"})
  void anImageWithAnotherNameOrFolderHasNoVersion(String image, String version) {
    assertThat(new PairedItems(items(version)).of(item(image))).isEmpty();
  }

  @Test
  void theSameNameComesBeforeTheSameStem() {
    PairedItems versions = new PairedItems(items("a.png", "a.jpg"));

    assertThat(versions.of(item("a.png"))).contains(item("a.png"));
    assertThat(versions.of(item("a.jpg"))).contains(item("a.jpg"));
  }

  @Test
  void distinctVersionsAreAccepted() {
    List<Item> versions = items("a.png", "b.png", "day/a.png");

    assertThat(PairedItems.requireDistinct(SourceName.GROUND_TRUTH, versions)).isEqualTo(versions);
  }

  @Test
  void versionsThatDifferOnlyInTheirExtensionAreRejectedWithTheField() {
    assertThatThrownBy(
            () -> PairedItems.requireDistinct(SourceName.GROUND_TRUTH, items("a.png", "a.jpg")))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.USER_ERROR);
              assertThat(failure.reason()).isEqualTo(SourceReason.AMBIGUOUS_NAMES);
            })
        .hasMessage(
            "spec.dataset.groundTruth: a.png and a.jpg differ only in their extension; rename or"
                + " remove one of them");
  }
}
