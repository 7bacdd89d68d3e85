// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVolumesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 34, false",
    "1, 35, true",
    "1, 35+, true",
    "1, 36, true",
    "2, 0, true",
    "1, '', false",
    "unknown, 36, false"
  })
  void imageVolumesAreSupportedFrom135(String major, String minor, boolean expected) {
    assertThat(ImageVolumes.isSupported(major, minor)).isEqualTo(expected);
  }
}
