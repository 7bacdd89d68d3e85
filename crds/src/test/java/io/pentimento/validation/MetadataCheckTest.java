// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Type and name of an object. */
class MetadataCheckTest {
  private static final String REQUIRED =
      "metadata.name: Required value: name or generateName is required";
  private static final String SUBDOMAIN =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character";

  private static List<String> faults(String version, String kind, String name) {
    return MetadataCheck.faults(
        Schemas.value(
            "{apiVersion: %s, kind: %s, metadata: {name: \"%s\"}}".formatted(version, kind, name)),
        "AdaptationJob");
  }

  private static List<String> ofName(String name) {
    return faults("pentimento.io/v1alpha1", "AdaptationJob", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "night", "night-2", "night.cctv", "a.b-c.d", "0-0"})
  void aSubdomainIsAName(String name) {
    assertThat(ofName(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Night", "-night", "night-", ".night", "night.", "a..b", "a.-b", "a_b", "a b", "ä"
      })
  void anyOtherNameIsRejected(String name) {
    assertThat(ofName(name))
        .containsExactly("metadata.name: Invalid value: \"" + name + "\": " + SUBDOMAIN);
  }

  @Test
  void aNameHasAtMost253Characters() {
    assertThat(ofName("a".repeat(253))).isEmpty();
    assertThat(ofName("a".repeat(254)))
        .containsExactly(
            "metadata.name: Invalid value: \""
                + "a".repeat(254)
                + "\": must be no more than 253 characters");
  }

  @Test
  void aLongNameWithOtherCharactersHasBothFaults() {
    assertThat(ofName("A".repeat(254))).hasSize(2);
  }

  @Test
  void aNameIsRequired() {
    assertThat(ofName("")).containsExactly(REQUIRED);
    assertThat(
            MetadataCheck.faults(
                Schemas.value("{apiVersion: pentimento.io/v1alpha1, kind: AdaptationJob}"),
                "AdaptationJob"))
        .containsExactly(REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "pentimento.io/v1beta1, AdaptationJob",
    "batch/v1, AdaptationJob",
    "pentimento.io/v1alpha1, Job",
    "pentimento.io/v1alpha1, adaptationjob",
    "v1, ConfigMap"
  })
  void anotherTypeIsReportedWithTheExpectedOne(String version, String kind) {
    assertThat(faults(version, kind, "night"))
        .containsExactly(
            "no matches for kind \"%s\" in version \"%s\": this must be an AdaptationJob in version \"pentimento.io/v1alpha1\""
                .formatted(kind, version));
  }

  @Test
  void anotherKindIsWrittenWithItsArticle() {
    assertThat(MetadataCheck.faults(Schemas.value("{metadata: {name: a}}"), "RestorationService"))
        .containsExactly(
            "no matches for kind \"\" in version \"\": this must be a RestorationService in version"
                + " \"pentimento.io/v1alpha1\"");
  }

  @Test
  void theFaultsOfTypeAndNameAreBothReported() {
    assertThat(faults("v1", "Pod", "UPPER")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{name: a}", "{name: a, labels: null}", "{name: a, labels: {b: null}}"})
  void textsAndNullsAreAccepted(String metadata) {
    assertThat(
            MetadataCheck.faults(
                Schemas.value(
                    "{apiVersion: pentimento.io/v1alpha1, kind: AdaptationJob, metadata: %s}"
                        .formatted(metadata)),
                "AdaptationJob"))
        .isEmpty();
  }
}
