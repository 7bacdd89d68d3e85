// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of files on a model hub. */
class HubAddressTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @ParameterizedTest
  @CsvSource({
    "hf://org/name/a.pth,             org/name, main, a.pth",
    "hf://org/name@v1.0/a.pth,        org/name, v1.0, a.pth",
    "hf://o-r.g/n_a.me/sub/dir/a.pth, o-r.g/n_a.me, main, sub/dir/a.pth",
    "hf://org/name/a b.pth,           org/name, main, a b.pth",
  })
  void anAddressHasRepositoryRevisionAndFile(
      String uri, String repository, String revision, String file) throws SourceException {
    assertThat(HubAddress.parse(uri)).isEqualTo(new HubAddress(repository, revision, file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf://org",
        "hf://org/name",
        "hf://org/name/",
        "hf:///name/a.pth",
        "hf://org/name@/a.pth",
        "hf://org/name/a.pth?token=1",
        "hf://org/name/a.pth#part",
        "hf://org/na me/a.pth",
      })
  void otherFormsAreRejectedWithTheForm(String uri) {
    assertThatThrownBy(() -> HubAddress.parse(uri))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISSING))
        .hasMessage("the form is hf://ORG/NAME[@REVISION]/FILE");
  }

  @Test
  void onlyAWholeCommitNeverChanges() {
    assertThat(new HubAddress("o/n", COMMIT, "f").isCommit()).isTrue();
    assertThat(new HubAddress("o/n", COMMIT.substring(1), "f").isCommit()).isFalse();
    assertThat(new HubAddress("o/n", "main", "f").isCommit()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://hub.example", "https://hub.example/", "https://hub.example//"})
  void theUrlIsBuiltOfTheEndpointAndTheEncodedFile(String endpoint) {
    assertThat(new HubAddress("org/name", "main", "a b.pth").at(endpoint))
        .hasToString("https://hub.example/org/name/resolve/main/a%20b.pth");
  }
}
