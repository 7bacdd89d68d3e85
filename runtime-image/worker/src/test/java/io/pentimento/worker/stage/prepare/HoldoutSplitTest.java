// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.dataset.HoldoutSpec;
import io.pentimento.core.artifact.Digest;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutSplitTest {

  @Test
  void onlyTheNamedFolderIsTheHoldout() {
    List<Item> split =
        HoldoutSplit.of(
            items("test/a.png", "train/b.png", "testing.png"), new HoldoutSpec(0.9, "test"));

    assertThat(split)
        .filteredOn(Item::holdout)
        .extracting(Item::name)
        .containsExactly("test/a.png");
  }

  @ParameterizedTest
  @CsvSource({"elsewhere, none of the 2", "test, all of the 2"})
  void aFolderThatLeavesOneSideEmptyIsRejected(String folder, String how) {
    assertThatThrownBy(
            () -> HoldoutSplit.of(items("test/a.png", "test/b.png"), new HoldoutSpec(null, folder)))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("spec.dataset.holdout.folder is '%s'".formatted(folder))
        .hasMessageContaining(how);
  }

  @Test
  void facesOfOnePhotographStayOnTheSameSide() {
    List<Item> faces =
        items(IntStream.range(0, 60).mapToObj(i -> i + "/1.png").toArray(String[]::new));
    Function<Item, String> photograph =
        face -> Digest.of(new byte[] {(byte) (faces.indexOf(face) / 6)});

    List<Item> split = HoldoutSplit.of(faces, new HoldoutSpec(0.5, null), photograph);

    for (int first = 0; first < faces.size(); first += 6) {
      assertThat(split.subList(first, first + 6).stream().map(Item::holdout).distinct()).hasSize(1);
    }
    assertThat(split.stream().map(Item::holdout).distinct()).hasSize(2);
  }

  @Test
  void aFractionKeepsEachImageOnItsSideWhenTheFolderGrows() {
    String[] names = IntStream.range(0, 200).mapToObj(i -> i + ".png").toArray(String[]::new);
    List<Item> few =
        HoldoutSplit.of(
            items(Stream.of(names).limit(50).toArray(String[]::new)), new HoldoutSpec(0.3, null));
    List<Item> many = HoldoutSplit.of(items(names), new HoldoutSpec(0.3, null));

    assertThat(many).startsWith(few.toArray(Item[]::new));
    assertThat(many.stream().filter(Item::holdout).count()).isBetween(40L, 80L);
  }

  private static List<Item> items(String... names) {
    return Stream.of(names)
        .map(name -> new Item(name, Digest.of(name.getBytes(StandardCharsets.UTF_8)), name, false))
        .toList();
  }
}
