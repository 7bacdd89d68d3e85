// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.promotion.SigningSpec;
import io.pentimento.api.v1alpha1.source.SecretReference;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.contract.SourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The Secrets that a job references. */
final class SecretNames {
  private SecretNames() {}

  /** Those of the sources. */
  static List<String> of(AdaptationJobSpec spec) {
    return Arrays.stream(SourceName.values())
        .flatMap(name -> name.in(spec).stream())
        .map(Source::secretRef)
        .filter(Objects::nonNull)
        .map(secret -> secret.name())
        .distinct()
        .sorted()
        .toList();
  }

  /** Those of the registry and of the signature. */
  static List<String> of(PublishSpec publish) {
    return Stream.of(
            Optional.ofNullable(publish.secretRef()),
            Optional.ofNullable(publish.sign()).map(SigningSpec::secretRef))
        .flatMap(Optional::stream)
        .map(SecretReference::name)
        .distinct()
        .sorted()
        .toList();
  }
}
