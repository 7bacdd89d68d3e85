// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.contract.SourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The PersistentVolumeClaims of a job's sources. */
final class Claims {
  private static final String SCHEME = "pvc://";

  private Claims() {}

  static List<String> of(AdaptationJobSpec spec) {
    return Arrays.stream(SourceName.values())
        .flatMap(name -> name.in(spec).stream())
        .map(source -> source.uri())
        .flatMap(uri -> claim(uri).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static Optional<String> claim(String uri) {
    return uri.startsWith(SCHEME)
        ? Optional.of(uri.substring(SCHEME.length()).split("/", 2)[0])
        : Optional.empty();
  }
}
