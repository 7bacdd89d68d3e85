// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Paths of fields, as an API server writes them. */
class FieldPathTest {
  @Test
  void fieldsAreSeparatedByDots() {
    assertThat(FieldPath.ROOT.field("spec").field("dataset").field("source"))
        .hasToString("spec.dataset.source");
  }

  @Test
  void itemsHaveTheirIndexInBrackets() {
    assertThat(FieldPath.ROOT.field("gates").item(0).field("metric"))
        .hasToString("gates[0].metric");
    assertThat(FieldPath.ROOT.field("matrix").item(2).item(11)).hasToString("matrix[2][11]");
  }

  @Test
  void theWholeObjectIsNil() {
    assertThat(FieldPath.ROOT).hasToString("<nil>");
  }

  @Test
  void anItemOfTheWholeObjectHasOnlyItsIndex() {
    assertThat(FieldPath.ROOT.item(3)).hasToString("[3]");
  }

  @Test
  void aPathIsNotChangedByItsChildren() {
    FieldPath spec = FieldPath.ROOT.field("spec");

    spec.field("prior");
    spec.item(1);

    assertThat(spec).hasToString("spec").isEqualTo(FieldPath.ROOT.field("spec"));
  }
}
