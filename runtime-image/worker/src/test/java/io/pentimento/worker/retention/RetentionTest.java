// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.worker.retention.Retention.Removal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which items are removed from a workspace. */
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Retention DAY = new Retention(Duration.ofDays(1), null);
  private static final Retention MONTH = new Retention(Duration.ofDays(1), Duration.ofDays(30));

  private static Item item(String key, boolean personal, int days) {
    Path path = Path.of("artifacts/train").resolve(key == null ? "download" : key);
    return new Item(
        personal ? path.resolve("images") : path,
        key,
        personal,
        10,
        NOW.minus(Duration.ofDays(days)));
  }

  private static References kept(String... keys) {
    return new References(Set.of(keys), Set.of(), Set.of());
  }

  private static List<Item> removed(Retention retention, References references, Item... items) {
    return retention.removals(List.of(items), references, NOW).stream().map(Removal::item).toList();
  }

  @Test
  void unreferencedItemsAreRemovedAfterTheGracePeriod() {
    Item old = item("a", false, 2);
    Item young = item("b", false, 0);
    Item used = item("c", false, 99);

    assertThat(removed(DAY, kept("c"), old, young, used)).containsExactly(old);
  }

  @Test
  void personalDataOfFinishedJobsAreRemovedAfterTheConfiguredTime() {
    Item images = item("a", true, 31);
    Item fresh = item("a", true, 29);

    assertThat(removed(DAY, kept("a"), images)).isEmpty();
    assertThat(removed(MONTH, kept("a"), images, fresh)).containsExactly(images);
  }

  @Test
  void itemsOfAnUnfinishedJobAreKept() {
    References running = new References(Set.of("a"), Set.of("a"), Set.of());

    assertThat(removed(MONTH, running, item("a", true, 99), item(null, true, 99))).isEmpty();
  }

  @Test
  void artefactsInComputationAreKept() {
    References leased = new References(Set.of("a", "b"), Set.of(), Set.of("a"));

    assertThat(removed(MONTH, leased, item("a", true, 99), item("b", true, 99)))
        .containsExactly(item("b", true, 99));
  }

  /** The inputs of such work are unknown. */
  @Test
  void workOfAnUnknownJobPreventsAnyRemoval() {
    References unknown = new References(Set.of(), Set.of(), Set.of("x"));

    assertThat(removed(MONTH, unknown, item("a", false, 99), item("b", true, 99))).isEmpty();
  }

  @Test
  void downloadsAreRemovedWithThePersonalData() {
    Item download = item(null, true, 31);

    assertThat(removed(DAY, kept(), download)).isEmpty();
    assertThat(removed(MONTH, kept(), download)).containsExactly(download);
  }

  @Test
  void anArtefactThatIsRemovedIsListedOnce() {
    Item artefact = item("a", false, 99);
    Item images = item("a", true, 99);

    assertThat(removed(MONTH, kept(), artefact, images)).containsExactly(artefact);
  }
}
