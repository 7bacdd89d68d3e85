// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.status.StatusText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts the result of prepare into the sources of the status. */
final class ResolvedSources {
  private static final int LONGEST_URI = 256;

  private ResolvedSources() {}

  static List<SourceStatus> from(AdaptationJobSpec spec, TerminationMessage answer) {
    return Arrays.stream(SourceName.values())
        .filter(name -> name.in(spec).isPresent())
        .filter(name -> answer.digests().containsKey(name.field()))
        .map(
            name ->
                new SourceStatus(
                    name.field(),
                    uri(name.in(spec).orElseThrow()),
                    answer.digests().get(name.field()),
                    answer.images().get(name.field())))
        .toList();
  }

  static Map<String, String> digests(List<SourceStatus> sources) {
    return sources.stream()
        .collect(Collectors.toUnmodifiableMap(SourceStatus::name, SourceStatus::digest));
  }

  private static String uri(Source source) {
    return StatusText.shorten(source.uri(), LONGEST_URI);
  }
}
