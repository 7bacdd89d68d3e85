package io.pentimento.operator.workload;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.contract.SourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The Secrets that a job's sources reference. */
final class SecretNames {
  private SecretNames() {}

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
}
